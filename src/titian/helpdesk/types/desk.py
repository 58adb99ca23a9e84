"""Somebody is served at the desk of a facility: what for, and how it ended."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Service(StrEnum):
    """What somebody came for."""

    SIGN_IN = "sign_in"
    NEW_NUMBER = "new_number"
    STATUS = "status"
    DUES = "dues"
    BOOKING = "booking"
    CHANGE = "change"
    COMPLAINT = "complaint"
    PRIORITY = "priority"
    FAULT = "fault"
    OTHER = "other"


class Outcome(StrEnum):
    SOLVED = "solved"
    TAUGHT = "taught"  # solved by the person themselves, with help
    PASSED_ON = "passed_on"  # to another office
    BROKEN = "broken"  # the system stood in the way


@dataclass(frozen=True, slots=True)
class Serving:
    """Somebody stands at the desk: what staff see of them, or nobody yet beside a code."""

    served_id: int
    facility_id: int
    facility_code: str
    facility: str
    failure_code: str
    started_at: datetime
    person_id: int | None
    is_over: bool
    timezone: str


@dataclass(frozen=True, slots=True)
class Served:
    """One session at the desk that has ended; the first name is masked."""

    served_id: int
    receipt: str
    service: Service
    outcome: Outcome
    minutes: int
    first_name: str
    facility: str
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class DayLine:
    """How often on one day at one place; None where so few could be known."""

    facility: str
    service: Service
    outcome: Outcome
    times: int | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class DeskDay:
    """One day of a desk, or of all desks a viewer answers for."""

    on: date
    lines: tuple[DayLine, ...]
    waiting: int
    broken: int
