"""A facility tells how far a visit has come (`updatewaktu`), or that it ended (`batal`)."""

from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.platform.db.batch import Batch
from titian.platform.outbox import services as outbox
from titian.queue.errors import AlreadyLeft, BookingUnknown
from titian.queue.events import OutsideTaskNoted
from titian.queue.models import OutsideTicket, TaskTime
from titian.queue.rules.outside import Move, move_by, task_refusal
from titian.queue.selectors.outside.keys import find_key, require_teller
from titian.queue.services.changing import lock_session
from titian.queue.services.outside.moving import move_ticket
from titian.queue.services.outside.oddities import note_odd
from titian.queue.types import LIVE, Action, BookingKey, Odd, Task, TicketState

_LAST = """
UPDATE queue_outside SET task = %s, task_at = %s WHERE ticket_id = %s RETURNING ticket_id
"""
_TASK = {
    "ticket_id": "bigint",
    "task": "int",
    "told_at": "timestamptz",
    "noted_at": "timestamptz",
    "prescription": "text",
}


def note_task(
    *,
    key: BookingKey,
    task: int,
    told_at: datetime,
    prescription: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Write a step down by the facility's clock and ours; the ticket and its page follow.

    Raises `BookingUnknown`, `TaskUnknown`, `TaskThere`, `TaskOrder`, `TaskTooEarly`.
    """
    require_teller(by, key.facility_id)
    with transaction.atomic():
        found = find_key(key)
        if found is not None:
            _note(found, task, told_at, prescription, by=by, at=at)
    if found is None:
        _unknown(key, at)


def _note(
    found: OutsideTicket,
    task: int,
    told_at: datetime,
    prescription: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    session = lock_session(found.ticket.session_id)
    found.ticket.refresh_from_db(fields=["state"])
    known = dict(TaskTime.objects.filter(ticket=found).values_list("task", "told_at"))
    if found.ticket.state == TicketState.CANCELLED:
        known.setdefault(Task.GONE, told_at)  # given back: as good as told to be gone
    reason = task_refusal(known, task, told_at)
    if reason is not None:
        raise reason
    batch = Batch()
    batch.insert("queue_task_time", _TASK, [(found.pk, task, told_at, at, prescription[:20])])
    batch.add("last", _LAST, [task, told_at, found.pk])
    event = OutsideTaskNoted(
        ticket_id=found.pk, session_id=session.pk, facility_id=session.facility_id, task=task
    )
    outbox.add_to(batch, [event], at=at)
    batch.run()
    has_begun = told_at >= session.starts_at
    move = move_by(Task(task), TicketState(found.ticket.state), has_begun=has_begun)
    if move is not None:
        move_ticket(session, found.ticket, move, by=by, by_facility=True, moment=told_at, at=at)


@transaction.atomic
def cancel_sent(*, key: BookingKey, reason: str, by: Actor, at: datetime) -> None:
    """The facility took a number back. Raises `BookingUnknown`, `AlreadyLeft`."""
    del reason  # it may name an illness: nothing of it is kept
    require_teller(by, key.facility_id)
    found = find_key(key)
    if found is None:
        raise BookingUnknown
    session = lock_session(found.ticket.session_id)
    found.ticket.refresh_from_db(fields=["state"])
    if found.ticket.state not in LIVE or found.ticket.state == TicketState.CALLED:
        raise AlreadyLeft
    move = Move(Action.CANCEL, TicketState.CANCELLED)
    move_ticket(session, found.ticket, move, by=by, by_facility=True, moment=at, at=at)


@transaction.atomic
def note_pharmacy(
    *, key: BookingKey, kind: str, number: int, note: str, by: Actor, at: datetime
) -> None:
    """The facility's pharmacy gave a number. Raises `BookingUnknown`."""
    del at
    require_teller(by, key.facility_id)
    found = find_key(key)
    if found is None:
        raise BookingUnknown
    found.pharmacy_kind, found.pharmacy_number = kind[:20], number
    found.pharmacy_note_sealed = note or None
    found.save(update_fields=["pharmacy_kind", "pharmacy_number", "pharmacy_note_sealed"])


def _unknown(key: BookingKey, at: datetime) -> None:
    """Told of a number we do not know: refused, and a line of the report."""
    note_odd(
        facility_id=key.facility_id,
        day=key.on or day_of(at),
        odd=Odd.BOOKING_UNKNOWN,
        why="task",
        booking_code=key.booking_code,
        at=at,
    )
    raise BookingUnknown(booking_code=key.booking_code)
