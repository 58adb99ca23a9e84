"""Plain words of the queue."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class SessionState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class TicketState(StrEnum):
    BOOKED = "booked"
    PRESENT = "present"
    CALLED = "called"
    DONE = "done"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"
    MOVED = "moved"
    ABSENT = "absent"
    UNSERVED = "unserved"


LIVE = (TicketState.BOOKED, TicketState.PRESENT, TicketState.CALLED, TicketState.SKIPPED)


class Action(StrEnum):
    BOOK = "book"
    WALK_IN = "walk_in"
    CHECK_IN = "check_in"
    CALL = "call"
    RECALL = "recall"
    SKIP = "skip"
    FINISH = "finish"
    CANCEL = "cancel"
    MOVE = "move"
    CLOSE = "close"
    UNDO = "undo"
    RAISE = "raise"


class Part(StrEnum):
    """Which part of a session's capacity a ticket takes; an emergency takes none."""

    BOOKABLE = "bookable"
    COUNTER = "counter"
    RESERVE = "reserve"
    OUTSIDE = "outside"


class Series(StrEnum):
    """Numbers 1…n belong to the regular series; emergencies are numbered apart."""

    REGULAR = "regular"
    EMERGENCY = "emergency"


class Payer(StrEnum):
    JKN = "jkn"
    PAYING = "paying"
    UNCLEAR = "unclear"


class Priority(StrEnum):
    NONE = "none"
    ELDER = "elder"
    PREGNANT = "pregnant"
    DISABLED = "disabled"
    RECEIPT = "receipt"  # a failure of ours kept them from a number; capped apart


@dataclass(frozen=True, slots=True)
class HoldView:
    """A place kept for one person until `expires_at`."""

    hold_id: int
    session_id: int
    person_id: int
    expires_at: datetime
    extended: bool


@dataclass(frozen=True, slots=True)
class Booked:
    """The answer to a booking; the same for the same client key, however often asked."""

    ticket_id: int
    code: str
    number: int
    session_id: int


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A session somebody may book, with the places that are really left."""

    session_id: int
    facility_id: int
    service_id: int
    practitioner_id: int
    date: date
    starts_at: datetime
    ends_at: datetime
    timezone: str
    letter: str
    bookable: int
    left: int
    delay_minutes: int


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket as its owner sees it. `ahead`, `earliest`, `latest` only while waiting."""

    ticket_id: int
    code: str
    label: str
    state: TicketState
    person_id: int | None
    name: str
    session_id: int
    facility_name: str
    facility_code: str
    service_name: str
    practitioner_name: str
    timezone: str
    date: date
    starts_at: datetime
    ends_at: datetime
    delay_minutes: int
    ahead: int | None
    earliest: datetime | None
    latest: datetime | None
    desk: int | None
    revision: int
    seen_at: datetime
    is_elsewhere: bool = False  # the number is of the facility's own system
    expected_at: datetime | None = None  # as that system estimates
    task: int | None = None  # how far the visit has come there

    @property
    def look(self) -> str:
        """What decides how a page shows it; when this changes the page is read anew."""
        look = f"{self.state}-{self.delay_minutes}-{self.ahead == 0:d}"
        return f"{look}-{self.task or 0}-{self.ahead is None:d}" if self.is_elsewhere else look


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The place most likely wanted again: the same person, service and clinic, next opening."""

    person_id: int
    person_name: str
    place: OpenPlace
    facility_name: str
    service_name: str
    practitioner_name: str
    timezone: str
    earliest: datetime
    latest: datetime
