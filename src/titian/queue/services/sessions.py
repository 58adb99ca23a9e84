"""Sessions from schedules; a doctor late or not coming; the end of the day."""

from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch
from titian.platform.outbox import services as outbox
from titian.queue.errors import PeopleStillWaiting
from titian.queue.events import SessionCancelled, SessionDelayed
from titian.queue.models import PracticeSession, Ticket
from titian.queue.rules.lifecycle import CLOSING
from titian.queue.services.changing import lock_at_desk
from titian.queue.services.writing import Step, add_steps
from titian.queue.types import Action, SessionState, TicketState

_NOT_CLOSED = (SessionState.OPEN, SessionState.CANCELLED)


@transaction.atomic
def delay(*, session_id: int, minutes: int, by: Actor, at: datetime) -> None:
    """The doctor is late: everybody's range moves, and everybody booked is told."""
    session = lock_at_desk(session_id, by=by)
    if session.delay_minutes == minutes:
        return
    batch = Batch()
    batch.add(
        "delayed",
        "UPDATE queue_session SET delay_minutes = %s, revision = revision + 1 WHERE id = %s"
        " RETURNING id",
        [minutes, session_id],
    )
    entry = audit.Entry(by, "queue.delay", f"session:{session_id}", {"minutes": minutes})
    audit.add_to(batch, [entry], at=at)
    told = SessionDelayed(
        session_id=session_id, facility_id=session.facility_id, minutes=minutes, delayed_at=at
    )
    outbox.add_to(batch, [told], at=at)
    batch.run()


@transaction.atomic
def cancel(*, session_id: int, by: Actor, at: datetime) -> int:
    """The doctor does not come: every ticket still open is cancelled and its person told.

    Returns how many tickets were cancelled. Whoever is being served is not disturbed.
    Cancelling twice is fine.
    """
    session = lock_at_desk(session_id, by=by, states=_NOT_CLOSED)
    if session.state == SessionState.CANCELLED:
        return 0
    after = {
        TicketState.BOOKED: TicketState.CANCELLED,
        TicketState.PRESENT: TicketState.CANCELLED,
        TicketState.SKIPPED: TicketState.CANCELLED,
    }
    batch = Batch()
    count = _settle(batch, session, after, Action.CANCEL, by=by, at=at)
    _set_state(batch, session, SessionState.CANCELLED)
    told = SessionCancelled(session_id=session_id, facility_id=session.facility_id, cancelled_at=at)
    outbox.add_to(batch, [told], at=at)
    batch.run()
    return count


@transaction.atomic
def close(*, session_id: int, by: Actor, at: datetime, although_waiting: bool = False) -> int:
    """End of the day: who never came is absent. Raises `PeopleStillWaiting` unless told to.

    A cancelled session stays cancelled; who was still being served is done.
    """
    session = lock_at_desk(session_id, by=by, states=_NOT_CLOSED)
    waiting = Ticket.objects.filter(session=session, state=TicketState.PRESENT).count()
    if waiting and not although_waiting:
        raise PeopleStillWaiting(count=waiting)
    batch = Batch()
    count = _settle(batch, session, CLOSING, Action.CLOSE, by=by, at=at)
    if session.state == SessionState.OPEN:
        _set_state(batch, session, SessionState.CLOSED)
    batch.run()
    return count


@transaction.atomic
def add_reserve(*, session_id: int, places: int, by: Actor, at: datetime) -> int:
    """More people are taken today than planned; returns the reserve there is now."""
    session = lock_at_desk(session_id, by=by)
    batch = Batch()
    batch.add(
        "reserved",
        "UPDATE queue_session SET reserve = reserve + %s, revision = revision + 1 WHERE id = %s"
        " RETURNING id",
        [places, session_id],
    )
    entry = audit.Entry(by, "queue.add_reserve", f"session:{session_id}", {"places": places})
    audit.add_to(batch, [entry], at=at)
    batch.run()
    return session.reserve + places


def _settle(
    batch: Batch,
    session: PracticeSession,
    after: dict[TicketState, TicketState],
    action: Action,
    *,
    by: Actor,
    at: datetime,
) -> int:
    """Add the end of every open ticket of a locked session; their day claims are freed."""
    tickets = list(Ticket.objects.filter(session=session, state__in=list(after)))
    ids = [t.pk for t in tickets]
    ends = [after[TicketState(t.state)] for t in tickets]
    batch.add(
        "settled",
        "UPDATE queue_ticket t SET state = w.state, ended_at = coalesce(t.ended_at, %s)"
        " FROM unnest(%s::bigint[], %s::text[]) AS w(id, state) WHERE t.id = w.id RETURNING t.id",
        [at, ids, ends],
    )
    batch.add(
        "claims_freed",
        "DELETE FROM queue_day_claim WHERE ticket_id = ANY(%s) RETURNING id",
        [ids],
    )
    steps = [
        Step(t.pk, session.pk, action, t.state, end, by)
        for t, end in zip(tickets, ends, strict=True)
    ]
    add_steps(batch, steps, at=at)
    return len(tickets)


def _set_state(batch: Batch, session: PracticeSession, state: SessionState) -> None:
    batch.add(
        "session_state",
        "UPDATE queue_session SET state = %s, revision = revision + 1 WHERE id = %s RETURNING id",
        [state, session.pk],
    )
