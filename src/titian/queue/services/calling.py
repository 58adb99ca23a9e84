"""At the counter: call the next one, again, skip, finish, and take the last thing back."""

from datetime import datetime, timedelta

from django.db import transaction

from titian.kernel.actors import Actor
from titian.queue.errors import NobodyWaiting, NotToday, TicketUnknown, UndoTooLate
from titian.queue.events import LineMoved
from titian.queue.models import PracticeSession, Ticket, TicketEvent
from titian.queue.rules.calling import Waiting, lane_of, next_to_call
from titian.queue.rules.keeping import REVERTIBLE, UNDO_WITHIN
from titian.queue.selectors.line import Line, line_of
from titian.queue.services.changing import Change, lock_at_desk, write
from titian.queue.services.reverting import revert
from titian.queue.types import Action, SessionState, TicketState

_FINISHING = (SessionState.OPEN, SessionState.CANCELLED)


@transaction.atomic
def call_next(
    *, session_id: int, desk: int, by: Actor, at: datetime, after: int | None = None
) -> Ticket:
    """Finish whoever is at this counter and call the next by the published rule.

    Several counters may call at once: no ticket is called twice. `after` is the ticket this
    counter was serving (0: none) when the button was pressed; if another is served there by
    now the press was a repeat, and that other is the answer. Raises `NobodyWaiting` (whoever
    is being served stays so), `NotAtThisDesk`, `SessionNotOpen`, `NotToday`.
    """
    session = lock_at_desk(session_id, by=by)
    _require_day(session, at)
    line = line_of(session, at=at)
    served = _served_at(line, desk)
    if after is not None and served and after not in {t.pk for t in served}:
        return served[0]
    chosen = next_to_call(line.waiting, line.calls, receipt_every=line.receipt_every)
    if chosen is None:
        raise NobodyWaiting

    called = _call(line, chosen, desk)
    fields: dict[str, object] = {"calls": session.calls + 1}
    if session.first_called_at is None:
        fields["first_called_at"] = at
    write(
        session,
        [*(_finish(t, at) for t in served), called],
        by=by,
        at=at,
        events=[_moved(session, at)],
        session_fields=fields,
    )
    return Ticket.objects.get(pk=called.ticket.pk)


@transaction.atomic
def recall(*, session_id: int, ticket_id: int, by: Actor, at: datetime) -> None:
    """Call the same person again: the board shows and says the number once more."""
    session = lock_at_desk(session_id, by=by)
    change = Change(_of(line_of(session, at=at), ticket_id), Action.RECALL, {})
    write(session, [change], by=by, at=at)


@transaction.atomic
def skip(*, session_id: int, ticket_id: int, by: Actor, at: datetime) -> None:
    """Called and not there: keeps the number, and waits again once they show up."""
    session = lock_at_desk(session_id, by=by)
    change = Change(_of(line_of(session, at=at), ticket_id), Action.SKIP, {})
    write(session, [change], by=by, at=at, events=[_moved(session, at)])


@transaction.atomic
def finish(*, session_id: int, ticket_id: int, by: Actor, at: datetime) -> None:
    """The visit at this counter is over."""
    session = lock_at_desk(session_id, by=by, states=_FINISHING)
    change = _finish(_of(line_of(session, at=at), ticket_id), at)
    write(session, [change], by=by, at=at, events=[_moved(session, at)])


@transaction.atomic
def undo(*, session_id: int, by: Actor, at: datetime) -> None:
    """Take back the actor's own last act in this session, within thirty seconds.

    What others did since does not matter, unless it was to the same tickets. Raises
    `UndoTooLate` when time has passed, the tickets have moved on, or it was undone already.
    """
    session = lock_at_desk(session_id, by=by)
    mine = TicketEvent.objects.filter(
        session_id=session_id, by=by.ref, action__in=[*REVERTIBLE, Action.UNDO]
    )
    last = mine.filter(at__gt=at - UNDO_WITHIN).order_by("-at", "-id").first()
    if last is None or last.action == Action.UNDO:
        raise UndoTooLate
    steps = list(mine.filter(at=last.at))
    revert(session, steps, by=by, at=at)


def _require_day(session: PracticeSession, at: datetime) -> None:
    if abs(at - session.starts_at) > timedelta(hours=20):
        raise NotToday


def _of(line: Line, ticket_id: int) -> Ticket:
    for ticket in line.tickets:
        if ticket.pk == ticket_id:
            return ticket
    raise TicketUnknown


def _served_at(line: Line, desk: int) -> list[Ticket]:
    return [t for t in line.tickets if t.state == TicketState.CALLED and t.desk == desk]


def _call(line: Line, chosen: Waiting, desk: int) -> Change:
    called = {
        "called_at": line.at,
        "ended_at": None,
        "desk": desk,
        "lane": lane_of(chosen, line.waiting, line.calls),
        "call_number": line.session.calls + 1,
    }
    return Change(_of(line, chosen.ticket), Action.CALL, called)


def _finish(ticket: Ticket, at: datetime) -> Change:
    return Change(ticket, Action.FINISH, {"ended_at": at})


def _moved(session: PracticeSession, at: datetime) -> LineMoved:
    return LineMoved(session_id=session.pk, facility_id=session.facility_id, moved_at=at)
