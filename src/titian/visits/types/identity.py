"""How a facility made sure on a day that somebody is who the card says, as plain records."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class IdentityWay(StrEnum):
    FINGERPRINT = "fingerprint"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class IdentityAnswer:
    """What somebody answered to the questions about themselves."""

    person_id: int
    facility_id: int
    on: date
    birth_date: date
    primary_code: str  # the scheme's code of their own primary facility


@dataclass(frozen=True, slots=True)
class IdentityView:
    """One person's check of a day. `letter_number` is "" until a letter was issued."""

    person_id: int
    facility_id: int
    on: date
    way: IdentityWay | None  # None: leave was given instead
    checked_at: datetime
    letter_number: str = ""
