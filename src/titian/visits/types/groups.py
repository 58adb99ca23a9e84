"""Clubs of the chronically ill and their meetings, as plain records."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ClubView:
    club_id: int
    facility_id: int
    programme: str
    programme_name: str
    name: str
    address: str
    leader_name: str
    leader_phone: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a clinic says of a meeting; without a club it is for everybody of the programme."""

    facility_id: int
    club_id: int | None
    programme: str
    kind: str
    held_on: date
    topic: str = ""
    speaker: str = ""
    place: str = ""
    note: str = ""
    cost: int = 0


@dataclass(frozen=True, slots=True)
class MeetingView:
    meeting_id: int
    said: Meeting
    club: ClubView | None
    programme_name: str
    kind_name: str
