"""What the queue announces: ids and facts only."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from titian.kernel.events import Event


@dataclass(frozen=True, slots=True)
class TicketBooked(Event):
    name: ClassVar[str] = "queue.ticket_booked"
    ticket_id: int
    session_id: int
    facility_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class TicketCancelled(Event):
    """By the member or the desk; `by_desk` when the facility did it."""

    name: ClassVar[str] = "queue.ticket_cancelled"
    ticket_id: int
    session_id: int
    facility_id: int
    person_id: int | None
    by_desk: bool


@dataclass(frozen=True, slots=True)
class TicketMoved(Event):
    name: ClassVar[str] = "queue.ticket_moved"
    old_ticket_id: int
    ticket_id: int
    session_id: int
    facility_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class PlaceFreed(Event):
    """A bookable place of a session is open again; whoever asked is told."""

    name: ClassVar[str] = "queue.place_freed"
    session_id: int
    facility_id: int


@dataclass(frozen=True, slots=True)
class LineMoved(Event):
    """Somebody was called, skipped or finished: those near the front are told."""

    name: ClassVar[str] = "queue.line_moved"
    session_id: int
    facility_id: int
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class TicketCheckedIn(Event):
    name: ClassVar[str] = "queue.ticket_checked_in"
    ticket_id: int
    session_id: int
    facility_id: int


@dataclass(frozen=True, slots=True)
class SessionDelayed(Event):
    name: ClassVar[str] = "queue.session_delayed"
    session_id: int
    facility_id: int
    minutes: int
    delayed_at: datetime


@dataclass(frozen=True, slots=True)
class SessionCancelled(Event):
    name: ClassVar[str] = "queue.session_cancelled"
    session_id: int
    facility_id: int
    cancelled_at: datetime


@dataclass(frozen=True, slots=True)
class OutsideNumberGiven(Event):
    """A facility's own system gave a number to a member who asked through us."""

    name: ClassVar[str] = "queue.outside_number_given"
    ticket_id: int
    session_id: int
    facility_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class OutsideNumberSent(Event):
    """A facility told of a number it gave at its own desk."""

    name: ClassVar[str] = "queue.outside_number_sent"
    ticket_id: int
    session_id: int
    facility_id: int


@dataclass(frozen=True, slots=True)
class OutsideNumberRefused(Event):
    """A facility gave no number; the place and the day are free again."""

    name: ClassVar[str] = "queue.outside_number_refused"
    errand_id: int
    session_id: int
    facility_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class OutsideTaskNoted(Event):
    """A facility told how far a visit has come."""

    name: ClassVar[str] = "queue.outside_task_noted"
    ticket_id: int
    session_id: int
    facility_id: int
    task: int
