"""Outreach (jemput bola): officers go to a village, people sign up, what was done is counted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class OutreachState(StrEnum):
    PLANNED = "planned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Need(StrEnum):
    """What somebody comes for."""

    JOIN = "join"
    ACTIVE = "active"
    CHANGE = "change"
    SIGN_IN = "sign_in"
    DUES = "dues"
    LEARN = "learn"
    OTHER = "other"


class Result(StrEnum):
    """How it went; WAITING until an officer says."""

    WAITING = "waiting"
    HELPED = "helped"
    SENT_ON = "sent_on"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Plan:
    """Where and when officers come; `region` is a village, `places` how many can be helped."""

    region: str
    place: str
    begins_at: datetime
    ends_at: datetime
    places: int


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody on the list; a phone number only if they want to be called."""

    key: UUID
    name: str
    phone: str
    need: Need


@dataclass(frozen=True, slots=True)
class Marked:
    """An officer's word about somebody on the list, said at a moment of the phone's clock."""

    key: UUID
    result: Result
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one thing that a phone brought: empty, or the code of a refusal."""

    key: UUID
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One of the list, as an officer of that visit sees it."""

    key: UUID
    number: int
    name: str
    phone: str
    need: Need
    result: Result


@dataclass(frozen=True, slots=True)
class Count:
    """People of one need by how it went. `None`: fewer than five, not told to the public."""

    need: Need
    came: int | None
    helped: int | None


@dataclass(frozen=True, slots=True)
class OutreachView:
    """One visit. `free` is how many places are left."""

    code: str
    region: str
    region_name: str
    place: str
    zone: str
    begins_at: datetime
    ends_at: datetime
    state: OutreachState
    places: int
    free: int
