"""May this person book this session now? A table of checks (domain-rules §3.3), pure.

The first check that fails gives the refusal. Amounts come from effective-dated parameters.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from titian.kernel.errors import Refusal
from titian.queue.errors import (
    AlreadyBookedThatDay,
    NotCovered,
    OutsideWindow,
    SessionFull,
    SessionInThePast,
    SessionNotOpen,
)
from titian.queue.types import Part, SessionState

HOLD_LASTS = timedelta(minutes=2)
WALK_IN_PARTS = (Part.COUNTER, Part.BOOKABLE)

DEFAULTS: dict[str, int] = {
    "queue_window_days": 30,  # L in domain-rules: differs by facility, so a parameter
    "queue_closes_minutes_before_end": 30,
    "queue_one_per_service": 0,  # 0: one booking per card and day; 1: per day and service
    "queue_receipt_one_in": 5,  # ours: of so many calls, and places, one goes to a receipt
    "queue_outside_gives_up_minutes": 120,  # ours: asking a facility's own system for a number
    "queue_schedule_review_starts": 20,  # §4.2 of the protocols: proposals are looked at from 20.01
}


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """What the rules look at. `today` is the calendar day at the facility."""

    now: datetime
    today: date
    session_date: date
    ends_at: datetime
    state: SessionState
    left: int
    claimed: bool
    active: bool
    status: str
    window_days: int
    closes_before: timedelta


Check = tuple[Callable[[BookingFacts], bool], Callable[[BookingFacts], Refusal]]

_STANDING: tuple[Check, ...] = (
    (lambda f: not f.active, lambda f: NotCovered(status=f.status)),
)  # fmt: skip

_SESSION: tuple[Check, ...] = (
    (lambda f: f.state is not SessionState.OPEN, lambda f: SessionNotOpen()),
    (lambda f: f.now >= f.ends_at - f.closes_before, lambda f: SessionInThePast()),
    (
        lambda f: f.session_date > f.today + timedelta(days=f.window_days),
        lambda f: OutsideWindow(days=f.window_days),
    ),
)

_PLACE: tuple[Check, ...] = (
    (lambda f: f.claimed, lambda f: AlreadyBookedThatDay()),
    (lambda f: f.left <= 0, lambda f: SessionFull()),
)

CHECKS: tuple[Check, ...] = (*_STANDING, *_SESSION, *_PLACE)


def refusal(facts: BookingFacts) -> Refusal | None:
    """The first reason not to, or None when the booking may go ahead."""
    for fails, because in CHECKS:
        if fails(facts):
            return because(facts)
    return None


def parameter(
    rows: list[tuple[str, int | None, int, date, date | None]],
    key: str,
    facility_id: int,
    on: date,
) -> int:
    """The value in force on a day: the facility's own, else everybody's, else the default."""
    in_force = [
        (facility is not None, valid_from, value)
        for name, facility, value, valid_from, valid_to in rows
        if name == key
        and facility in (None, facility_id)
        and valid_from <= on
        and (valid_to is None or on < valid_to)
    ]
    return max(in_force)[2] if in_force else DEFAULTS[key]
