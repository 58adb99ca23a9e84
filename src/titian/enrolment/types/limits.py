"""How many people a city pays for, and lets a facility have: what holds, and what is proposed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class LimitState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class CareLine:
    """One facility that has a limit; `people_now` are those it has."""

    facility_code: str
    facility_name: str
    people: int
    people_now: int


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One change that waits for a second person; without a facility it is the city's budget."""

    id: int
    facility_name: str
    people: int | None
    valid_from: date
    basis: str
    proposed_at: datetime
    is_own: bool


@dataclass(frozen=True, slots=True)
class LimitsView:
    city: str
    city_name: str
    people_paid: int | None
    people_now: int
    people_waiting: int
    basis: str
    care: tuple[CareLine, ...]
    proposed: tuple[LimitLine, ...]
    facilities: tuple[tuple[str, str], ...]
