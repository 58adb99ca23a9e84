"""What the queue does because something happened: people are told, sessions follow schedules.

Each is safe to run twice: messages have keys, marks are set by a condition.
"""

from collections.abc import Sequence
from datetime import datetime

from titian.facilities.events import ScheduleChanged
from titian.kernel.actors import Actor
from titian.members.events import HelpingEnded
from titian.platform.outbox.services import subscribe
from titian.queue import services as queue
from titian.queue.events import (
    LineMoved,
    OutsideNumberGiven,
    OutsideNumberRefused,
    PlaceFreed,
    SessionCancelled,
    SessionDelayed,
    TicketBooked,
    TicketCancelled,
    TicketMoved,
)
from titian.referrals.events import ControlLetterWithdrawn, ReferralWithdrawn

_PLANNER = Actor.system("queue.plan")


@subscribe(TicketBooked, name="queue.tell_booked", in_sets=True)
def tell_booked(events: Sequence[TicketBooked], *, at: datetime) -> None:
    queue.tell_booked(ticket_ids={event.ticket_id for event in events}, at=at)


@subscribe(TicketMoved, name="queue.tell_moved", in_sets=True)
def tell_moved(events: Sequence[TicketMoved], *, at: datetime) -> None:
    queue.tell_moved(ticket_ids={event.ticket_id for event in events}, at=at)


@subscribe(OutsideNumberGiven, name="queue.tell_outside_given", in_sets=True)
def tell_outside_given(events: Sequence[OutsideNumberGiven], *, at: datetime) -> None:
    queue.tell_outside_given(ticket_ids={event.ticket_id for event in events}, at=at)


@subscribe(OutsideNumberRefused, name="queue.tell_outside_refused")
def tell_outside_refused(event: OutsideNumberRefused, *, at: datetime) -> None:
    queue.tell_outside_refused(errand_id=event.errand_id, at=at)


@subscribe(TicketCancelled, name="queue.tell_cancelled")
def tell_cancelled(event: TicketCancelled, *, at: datetime) -> None:
    """Who cancelled the own ticket has seen it on the screen."""
    if event.by_desk:
        queue.tell_cancelled(ticket_id=event.ticket_id, at=at)


@subscribe(SessionDelayed, name="queue.tell_delayed")
def tell_delayed(event: SessionDelayed, *, at: datetime) -> None:
    queue.tell_delayed(
        session_id=event.session_id, minutes=event.minutes, delayed_at=event.delayed_at, at=at
    )


@subscribe(SessionCancelled, name="queue.tell_session_cancelled")
def tell_session_cancelled(event: SessionCancelled, *, at: datetime) -> None:
    queue.tell_session_cancelled(
        session_id=event.session_id, cancelled_at=event.cancelled_at, at=at
    )


@subscribe(PlaceFreed, name="queue.tell_watchers")
def tell_watchers(event: PlaceFreed, *, at: datetime) -> None:
    queue.tell_watchers(session_id=event.session_id, at=at)


@subscribe(LineMoved, name="queue.tell_near", in_sets=True)
def tell_near(events: Sequence[LineMoved], *, at: datetime) -> None:
    """A line that moved many times is looked at once."""
    for session_id in sorted({event.session_id for event in events}):
        queue.tell_near(session_id=session_id, at=at)


@subscribe(ScheduleChanged, name="queue.follow_schedule")
def follow_schedule(event: ScheduleChanged, *, at: datetime) -> None:
    queue.generate_ahead(facility_ids=[event.facility_id], by=_PLANNER, at=at)


@subscribe(HelpingEnded, name="queue.release_of_helper")
def release_of_helper(event: HelpingEnded, *, at: datetime) -> None:
    del at
    queue.release_of_helper(person_id=event.person_id, helper_id=event.helper_id)


@subscribe(ReferralWithdrawn, name="queue.tell_referral_withdrawn")
def tell_referral_withdrawn(event: ReferralWithdrawn, *, at: datetime) -> None:
    queue.tell_paper_withdrawn(number=event.number, person_id=event.person_id, at=at)


@subscribe(ControlLetterWithdrawn, name="queue.tell_letter_withdrawn")
def tell_letter_withdrawn(event: ControlLetterWithdrawn, *, at: datetime) -> None:
    queue.tell_paper_withdrawn(number=event.number, person_id=event.person_id, at=at)
