"""What a facility tells of a visit moves the ticket: one transition for all ways it is told."""

from datetime import datetime

from titian.kernel.actors import Actor
from titian.kernel.events import Event
from titian.platform.db.batch import Batch
from titian.platform.outbox import services as outbox
from titian.queue.events import TicketCancelled, TicketCheckedIn
from titian.queue.models import PracticeSession, Ticket
from titian.queue.rules.outside import Move
from titian.queue.services.writing import Step, add_steps
from titian.queue.types import Action, Part, TicketState

_TICKET = """
UPDATE queue_ticket SET state = %s, ended_at = %s, arrived_at = coalesce(arrived_at, %s),
  called_at = coalesce(called_at, %s) WHERE id = %s AND state = %s RETURNING id
"""
_SESSION = """
UPDATE queue_session SET revision = revision + 1, used_bookable = used_bookable - %s,
  used_counter = used_counter - %s, first_called_at = coalesce(first_called_at, %s)
WHERE id = %s RETURNING id
"""
_OVER = (TicketState.DONE, TicketState.CANCELLED, TicketState.ABSENT)
_LEFT = (TicketState.CANCELLED, TicketState.ABSENT)


def move_ticket(
    session: PracticeSession,
    ticket: Ticket,
    move: Move,
    *,
    by: Actor,
    by_facility: bool,
    moment: datetime,
    at: datetime,
) -> None:
    """Write the move, with history, audit and events; the session is locked.

    `moment` is when it happened by the facility's clock.
    """
    after = move.after
    left = after in _LEFT
    called = moment if after is TicketState.CALLED else None
    ended = moment if after in _OVER else None
    arrived = moment if after is TicketState.PRESENT else None
    batch = Batch()
    batch.add("moved", _TICKET, [after, ended, arrived, called, ticket.pk, ticket.state])
    freed = [int(left and ticket.part == part) for part in (Part.BOOKABLE, Part.COUNTER)]
    batch.add("counted", _SESSION, [*freed, called, session.pk])
    if left:
        batch.add(
            "claim_freed",
            "DELETE FROM queue_day_claim WHERE ticket_id = %s RETURNING id",
            [ticket.pk],
        )
    step = Step(ticket.pk, session.pk, move.action, ticket.state, after, by)
    add_steps(batch, [step], at=at)
    outbox.add_to(batch, _events(session, ticket, move, by_facility=by_facility), at=at)
    batch.run()
    ticket.state = after


def _events(
    session: PracticeSession, ticket: Ticket, move: Move, *, by_facility: bool
) -> list[Event]:
    if move.action is Action.CHECK_IN:
        return [
            TicketCheckedIn(
                ticket_id=ticket.pk, session_id=session.pk, facility_id=session.facility_id
            )
        ]
    if move.action is Action.CANCEL:
        return [
            TicketCancelled(
                ticket_id=ticket.pk,
                session_id=session.pk,
                facility_id=session.facility_id,
                person_id=ticket.person_id,
                by_desk=by_facility,
            )
        ]
    return []
