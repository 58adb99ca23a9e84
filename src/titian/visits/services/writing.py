"""What every act with a visit leaves behind: its step, the audit, the event; in one statement."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.events import Event
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch
from titian.platform.outbox import services as outbox
from titian.visits.errors import NotRecordingHere
from titian.visits.models import Visit
from titian.visits.rules.recording import counted_registration
from titian.visits.selectors.looking import works_at
from titian.visits.types import Source, VisitAct

_STEP = {
    "visit_id": "bigint",
    "act": "text",
    "from_state": "text",
    "to_state": "text",
    "number": "text",
    "at": "timestamptz",
    "by": "text",
}
_NEXT = (
    "INSERT INTO visit_registration_counter (facility_id, day, last) VALUES (%s, %s, 1)"
    " ON CONFLICT (facility_id, day)"
    " DO UPDATE SET last = visit_registration_counter.last + 1 RETURNING last"
)


def require_here(by: Actor, facility_id: int) -> None:
    if not works_at(by, facility_id):
        raise NotRecordingHere


def source_of(by: Actor) -> Source:
    return Source.BRIDGE if by.kind is ActorKind.BRIDGE else Source.DESK


def note_step(
    row: Visit,
    act: VisitAct,
    *,
    before: str,
    by: Actor,
    at: datetime,
    given_up: str = "",
    events: Iterable[Event] = (),
) -> None:
    """History, audit (about the person, who may see it) and events of a visit that was written."""
    batch = Batch()
    step = (row.pk, act, before, row.state, given_up, at, by.ref)
    batch.insert("visit_step", _STEP, [step])
    data: dict[str, object] = {"visit": row.pk}
    entry = audit.Entry(by, f"visits.{act}", f"person:{row.person_id}", data)
    audit.add_to(batch, [entry], at=at)
    outbox.add_to(batch, list(events), at=at)
    batch.run()


def next_registration(row: Visit) -> str:
    """The counter's row of the day stays locked until the caller's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [row.facility_id, row.day])
        return counted_registration(cursor.fetchone()[0])
