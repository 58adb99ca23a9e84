"""Putting tickets back to what they were before one act at the counter."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from titian.kernel.actors import Actor
from titian.platform.db.batch import Batch
from titian.platform.outbox import services as outbox
from titian.queue.errors import UndoTooLate
from titian.queue.events import LineMoved
from titian.queue.models import PracticeSession, Ticket, TicketEvent
from titian.queue.rules.keeping import REVERTIBLE
from titian.queue.services.changing import add_session
from titian.queue.services.writing import Step, add_steps
from titian.queue.types import Action, TicketState

_BACK = """
UPDATE queue_ticket SET state = %s, ended_at = NULL, arrived_at = %s, called_at = %s,
  lane = %s, call_number = %s, desk = %s WHERE id = %s AND state = %s RETURNING id
"""


def revert(
    session: PracticeSession, steps: Sequence[TicketEvent], *, by: Actor, at: datetime
) -> None:
    """Undo the steps of one act; the session is locked. Raises `UndoTooLate` if one cannot be."""
    tickets = Ticket.objects.in_bulk([step.ticket_id for step in steps])
    if not all(_is_latest(step, tickets[step.ticket_id]) for step in steps):
        raise UndoTooLate
    batch = Batch()
    for number, step in enumerate(steps):
        batch.add(f"back_{number}", _BACK, _as_before(step, tickets[step.ticket_id]))
    add_session(batch, session, {"calls": session.calls - _uncalled(session, steps, tickets)})
    done = [Step(s.ticket_id, session.pk, Action.UNDO, s.to_state, s.from_state, by) for s in steps]
    add_steps(batch, done, at=at)
    moved = LineMoved(session_id=session.pk, facility_id=session.facility_id, moved_at=at)
    outbox.add_to(batch, [moved], at=at)
    counts = batch.run()
    if any(counts[f"back_{number}"] != 1 for number in range(len(steps))):
        raise UndoTooLate


def _is_latest(step: TicketEvent, ticket: Ticket) -> bool:
    return step.action in REVERTIBLE and ticket.state == step.to_state


def _uncalled(
    session: PracticeSession, steps: Sequence[TicketEvent], tickets: Mapping[int, Ticket]
) -> int:
    """Whether the session's last call is taken back; an earlier one leaves a gap, since the
    number of a later call must not be given again."""
    calls = [tickets[s.ticket_id].call_number for s in steps if s.action == Action.CALL]
    return int(session.calls in calls)


def _as_before(step: TicketEvent, ticket: Ticket) -> list[object]:
    """The columns as they were: a ticket not yet called has no call, one not here no arrival."""
    state = TicketState(step.from_state)
    was_called = state in (TicketState.CALLED, TicketState.DONE, TicketState.SKIPPED)
    was_here = state is not TicketState.BOOKED
    return [
        state,
        ticket.arrived_at if was_here else None,
        ticket.called_at if was_called else None,
        ticket.lane if was_called else "",
        ticket.call_number if was_called else None,
        ticket.desk if was_called else None,
        ticket.pk,
        step.to_state,
    ]
