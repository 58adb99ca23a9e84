"""The rows a new ticket is made of, added to one batch statement."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from titian.kernel.actors import Actor
from titian.kernel.events import Event
from titian.kernel.identifiers import spoken_code, time_ordered_id
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch
from titian.platform.db.sealing import seal
from titian.platform.outbox import services as outbox
from titian.queue.selectors.parameters import claim_scope
from titian.queue.services.locking import LockedSession
from titian.queue.types import Action, Booked, Part, Payer, Priority, Series, TicketState

CODE_LENGTH = 8

_TICKET = {
    "id": "bigint",
    "facility_id": "bigint",
    "session_id": "bigint",
    "person_id": "bigint",
    "name_given": "bytea",
    "series": "text",
    "number": "int",
    "code": "text",
    "part": "text",
    "state": "text",
    "payer": "text",
    "priority": "text",
    "client_key": "uuid",
    "booked_by": "text",
    "booked_at": "timestamptz",
    "arrived_at": "timestamptz",
    "lane": "text",
}
_CLAIM = {"person_id": "bigint", "date": "date", "scope": "text", "ticket_id": "bigint"}
_STEP = {
    "ticket_id": "bigint",
    "session_id": "bigint",
    "action": "text",
    "from_state": "text",
    "to_state": "text",
    "at": "timestamptz",
    "by": "text",
}
_COUNT = """
UPDATE queue_session s SET
  used_bookable = s.used_bookable + w.bookable, used_counter = s.used_counter + w.counter,
  used_reserve = s.used_reserve + w.reserve, last_number = s.last_number + w.regular,
  last_emergency = s.last_emergency + w.emergency, revision = s.revision + 1
FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[])
  AS w(id, bookable, counter, reserve, regular, emergency)
WHERE s.id = w.id RETURNING s.id
"""


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A ticket decided on while its session's lock is held. `claim_date` None: no day claim."""

    ticket_id: int
    facility_id: int
    session_id: int
    person_id: int | None
    number: int
    code: str
    part: Part
    state: TicketState
    client_key: UUID
    by: Actor
    claim_date: date | None = None
    claim_scope: str = ""
    hold_id: int | None = None
    name_given: str | None = None
    series: Series = Series.REGULAR
    payer: Payer = Payer.JKN
    priority: Priority = Priority.NONE

    @property
    def booked(self) -> Booked:
        return Booked(self.ticket_id, self.code, self.number, self.session_id)


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one ticket's state, for its history."""

    ticket_id: int
    session_id: int
    action: Action
    before: str
    after: str
    by: Actor


def new_booking(
    session: LockedSession,
    *,
    person_id: int | None,
    number: int,
    client_key: UUID,
    priority: str,
    by: Actor,
    at: datetime,
    hold_id: int | None = None,
) -> NewTicket:
    """A booked place of a locked session, with the person's claim on the day."""
    return NewTicket(
        ticket_id=time_ordered_id(at),
        facility_id=session.facility_id,
        session_id=session.session_id,
        person_id=person_id,
        number=number,
        code=spoken_code(CODE_LENGTH),
        part=Part.BOOKABLE,
        state=TicketState.BOOKED,
        client_key=client_key,
        by=by,
        claim_date=session.date,
        claim_scope=claim_scope(
            facility_id=session.facility_id, service_id=session.service_id, on=session.date, at=at
        ),
        hold_id=hold_id,
        priority=Priority(priority),
    )


def add_tickets(
    batch: Batch,
    tickets: Sequence[NewTicket],
    events: Sequence[Event],
    *,
    action: Action,
    at: datetime,
) -> None:
    """Counters, tickets, day claims, history, audit and events of new tickets."""
    batch.add("counted", _COUNT, _counts(tickets))
    add_rows(batch, tickets, events, action=action, at=at)


def add_rows(
    batch: Batch,
    tickets: Sequence[NewTicket],
    events: Sequence[Event],
    *,
    action: Action,
    at: datetime,
) -> None:
    """All of it but the session's counters, where they are counted otherwise."""
    batch.insert("queue_ticket", _TICKET, [_ticket_row(t, at) for t in tickets])
    claims = [
        (t.person_id, t.claim_date, t.claim_scope, t.ticket_id)
        for t in tickets
        if t.claim_date is not None
    ]
    batch.insert("queue_day_claim", _CLAIM, claims)
    steps = [Step(t.ticket_id, t.session_id, action, "", t.state, t.by) for t in tickets]
    add_steps(batch, steps, at=at)
    outbox.add_to(batch, events, at=at)


def add_steps(batch: Batch, steps: Sequence[Step], *, at: datetime) -> None:
    """History and audit of changes."""
    rows = [(s.ticket_id, s.session_id, s.action, s.before, s.after, at, s.by.ref) for s in steps]
    batch.insert("queue_ticket_event", _STEP, rows)
    entries = [
        audit.Entry(s.by, f"queue.{s.action}", f"ticket:{s.ticket_id}", {"session": s.session_id})
        for s in steps
    ]
    audit.add_to(batch, entries, at=at)


def _counts(tickets: Sequence[NewTicket]) -> list[list[int]]:
    counted: dict[int, Counter[str]] = {}
    for ticket in tickets:
        counted.setdefault(ticket.session_id, Counter()).update([ticket.part, ticket.series])
    columns = (Part.BOOKABLE, Part.COUNTER, Part.RESERVE, Series.REGULAR, Series.EMERGENCY)
    return [list(counted), *([counts[c] for counts in counted.values()] for c in columns)]


def _ticket_row(ticket: NewTicket, at: datetime) -> tuple[object, ...]:
    return (
        ticket.ticket_id,
        ticket.facility_id,
        ticket.session_id,
        ticket.person_id,
        None if ticket.name_given is None else seal(ticket.name_given),
        ticket.series,
        ticket.number,
        ticket.code,
        ticket.part,
        ticket.state,
        ticket.payer,
        ticket.priority,
        ticket.client_key,
        ticket.by.ref,
        at,
        at if ticket.state is TicketState.PRESENT else None,
        "",
    )
