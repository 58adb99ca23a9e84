"""Changing tickets that exist: the session locked, the line read, the rows written at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.events import Event
from titian.platform.db.batch import Batch
from titian.platform.db.transactions import require_transaction
from titian.platform.outbox import services as outbox
from titian.queue.errors import (
    KeptElsewhere,
    NotAtThisDesk,
    SessionNotOpen,
    SessionUnknown,
    TicketCannot,
)
from titian.queue.models import PracticeSession, Ticket
from titian.queue.rules.keeping import keeps_desk
from titian.queue.rules.lifecycle import next_state
from titian.queue.services.writing import Step, add_steps
from titian.queue.types import Action, SessionState, TicketState

_COLUMNS = {
    "state": "text",
    "arrived_at": "timestamptz",
    "called_at": "timestamptz",
    "ended_at": "timestamptz",
    "desk": "smallint",
    "lane": "text",
    "call_number": "int",
    "late_at_call": "int",
    "priority": "text",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One ticket's step: what it does and the columns that change beside the state."""

    ticket: Ticket
    action: Action
    fields: Mapping[str, object]

    @property
    def after(self) -> TicketState:
        state = next_state(self.action, TicketState(self.ticket.state))
        if state is None:
            raise TicketCannot(action=self.action, state=self.ticket.state)
        return state


def lock_session(session_id: int) -> PracticeSession:
    """Lock and read a session with its facility. Raises `SessionUnknown`."""
    require_transaction()
    found = (
        PracticeSession.objects.select_for_update(no_key=True, of=("self",))
        .select_related("facility", "service", "practitioner")
        .filter(pk=session_id)
        .first()
    )
    if found is None:
        raise SessionUnknown
    return found


def lock_at_desk(
    session_id: int, *, by: Actor, states: Collection[SessionState] = (SessionState.OPEN,)
) -> PracticeSession:
    """Lock a session, open unless said otherwise, for somebody who keeps that desk."""
    session = lock_session(session_id)
    require_desk(session, by=by)
    if session.facility.keeps_own_queue and by.kind is not ActorKind.SYSTEM:
        raise KeptElsewhere
    if session.state not in states:
        raise SessionNotOpen
    return session


def require_desk(session: PracticeSession, *, by: Actor) -> None:
    if not keeps_desk(by, session.facility.code):
        raise NotAtThisDesk


def write(
    session: PracticeSession,
    changes: Sequence[Change],
    *,
    by: Actor,
    at: datetime,
    events: Sequence[Event] = (),
    session_fields: Mapping[str, object] | None = None,
) -> None:
    """Write changes, history, audit, events and the session's new revision in one statement."""
    batch = Batch()
    for number, change in enumerate(changes):
        _add_change(batch, f"ticket_{number}", change)
    add_session(batch, session, session_fields or {})
    steps = [Step(c.ticket.pk, session.pk, c.action, c.ticket.state, c.after, by) for c in changes]
    add_steps(batch, steps, at=at)
    outbox.add_to(batch, events, at=at)
    batch.run()


def _add_change(batch: Batch, name: str, change: Change) -> None:
    fields = {"state": change.after, **change.fields}
    sets = ", ".join(f"{column} = %s::{_COLUMNS[column]}" for column in fields)
    batch.add(
        name,
        f"UPDATE queue_ticket SET {sets} WHERE id = %s RETURNING id",
        [*fields.values(), change.ticket.pk],
    )


def add_session(batch: Batch, session: PracticeSession, fields: Mapping[str, object]) -> None:
    sets = "".join(f", {column} = %s" for column in fields)
    batch.add(
        "session_changed",
        f"UPDATE queue_session SET revision = revision + 1{sets} WHERE id = %s RETURNING id",
        [*fields.values(), session.pk],
    )
