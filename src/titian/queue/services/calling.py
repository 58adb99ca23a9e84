"""At the counter: call the next one, again, skip, finish, and take the last thing back."""

from datetime import datetime, timedelta

from django.db import transaction

from titian.kernel.actors import Actor
from titian.queue.errors import NobodyWaiting, NotToday, TicketUnknown, UndoTooLate
from titian.queue.events import LineMoved
from titian.queue.models import PracticeSession, Ticket, TicketEvent
from titian.queue.rules.calling import lane_of, next_to_call
from titian.queue.selectors.line import Line, line_of
from titian.queue.services.changing import Change, lock_at_desk, write
from titian.queue.services.reverting import revert
from titian.queue.types import Action, TicketState

UNDO_WITHIN = timedelta(seconds=30)


@transaction.atomic
def call_next(*, session_id: int, desk: int, by: Actor, at: datetime) -> Ticket:
    """Finish whoever is at this counter and call the next by the published rule.

    Several counters may call at once: no ticket is called twice. Raises `NobodyWaiting`
    (whoever is being served stays so), `NotAtThisDesk`, `SessionNotOpen`, `NotToday`.
    """
    session = lock_at_desk(session_id, by=by)
    _require_day(session, at)
    line = line_of(session, at=at)
    chosen = next_to_call(line.waiting, line.calls)
    if chosen is None:
        raise NobodyWaiting

    lane = lane_of(chosen, line.waiting, line.calls)
    ticket = _of(line, chosen.ticket)
    finishing = [_finish(t, at) for t in _served_at(line, desk)]
    called = {
        "called_at": at,
        "desk": desk,
        "lane": lane,
        "call_number": session.calls + 1,
    }
    fields: dict[str, object] = {"calls": session.calls + 1}
    if session.first_called_at is None:
        fields["first_called_at"] = at
    write(
        session,
        [*finishing, Change(ticket, Action.CALL, called)],
        by=by,
        at=at,
        events=[_moved(session, at)],
        session_fields=fields,
    )
    return Ticket.objects.get(pk=ticket.pk)


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
    change = Change(_of(line_of(session, at=at), ticket_id), Action.SKIP, {"desk": None})
    write(session, [change], by=by, at=at, events=[_moved(session, at)])


@transaction.atomic
def finish(*, session_id: int, ticket_id: int, by: Actor, at: datetime) -> None:
    """The visit at this counter is over."""
    session = lock_at_desk(session_id, by=by)
    change = _finish(_of(line_of(session, at=at), ticket_id), at)
    write(session, [change], by=by, at=at, events=[_moved(session, at)])


@transaction.atomic
def undo(*, session_id: int, by: Actor, at: datetime) -> None:
    """Take back the actor's last act in this session, within thirty seconds.

    Raises `UndoTooLate` when time has passed or the tickets have moved on since.
    """
    session = lock_at_desk(session_id, by=by)
    last = (
        TicketEvent.objects.filter(session_id=session_id, at__gt=at - UNDO_WITHIN)
        .order_by("-at", "-id")
        .first()
    )
    if last is None or last.by != by.ref or last.action == Action.UNDO:
        raise UndoTooLate
    steps = list(TicketEvent.objects.filter(session_id=session_id, at=last.at, by=by.ref))
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


def _finish(ticket: Ticket, at: datetime) -> Change:
    return Change(ticket, Action.FINISH, {"ended_at": at})


def _moved(session: PracticeSession, at: datetime) -> LineMoved:
    return LineMoved(session_id=session.pk, facility_id=session.facility_id, moved_at=at)
