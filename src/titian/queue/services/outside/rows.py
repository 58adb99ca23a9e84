"""The rows of a ticket whose number a facility's own system gave."""

from datetime import datetime
from uuid import UUID

from titian.kernel.actors import Actor
from titian.kernel.events import Event
from titian.kernel.identifiers import spoken_code
from titian.platform.db.batch import Batch
from titian.platform.db.sealing import seal
from titian.queue.models import PracticeSession
from titian.queue.services.writing import CODE_LENGTH, NewTicket, add_rows
from titian.queue.types import Action, Part, Payer, Priority, Quotas, SentBooking, TicketState

_OUTSIDE = {
    "ticket_id": "bigint",
    "facility_id": "bigint",
    "booking_code": "text",
    "label": "text",
    "counts_by": "int",
    "visit_kind": "int",
    "reference": "text",
    "is_jkn": "bool",
    "by_member": "bool",
    "told_back_at": "timestamptz",
    "expected_at": "timestamptz",
    "record_number_sealed": "bytea",
    "identity_sealed": "bytea",
    "note_sealed": "bytea",
    "called_label": "text",
    "pharmacy_kind": "text",
}
_COUNT = """
UPDATE queue_session SET last_number = last_number + 1, revision = revision + 1,
  used_bookable = used_bookable + %s, used_counter = used_counter + %s,
  bookable = greatest(coalesce(%s, bookable), used_bookable + %s),
  counter = greatest(coalesce(%s, counter), used_counter + %s)
WHERE id = %s RETURNING id
"""


def new_ticket(
    session: PracticeSession,
    *,
    ticket_id: int,
    person_id: int | None,
    name: str | None,
    is_jkn: bool,
    client_key: UUID,
    priority: str,
    by: Actor,
) -> NewTicket:
    """Counted in our own series as well: its label is the facility's, its number is ours."""
    return NewTicket(
        ticket_id=ticket_id,
        facility_id=session.facility_id,
        session_id=session.pk,
        person_id=person_id,
        number=session.last_number + 1,
        code=spoken_code(CODE_LENGTH),
        part=Part.BOOKABLE if is_jkn else Part.COUNTER,
        state=TicketState.BOOKED,
        client_key=client_key,
        by=by,
        name_given=name,
        payer=Payer.JKN if is_jkn else Payer.PAYING,
        priority=Priority(priority),
    )


def add_outside(
    batch: Batch,
    ticket: NewTicket,
    told: SentBooking,
    event: Event,
    *,
    by_member: bool,
    is_counted: bool,
    told_back_at: datetime | None,
    at: datetime,
) -> None:
    """Ticket, the facility's words about it, the session's counters.

    The facility's book is the last word on places: ours widen as far as it went. `is_counted`
    where the place was taken when it was asked for.
    """
    quotas = told.quotas or Quotas(0, 0, 0, 0)
    adds = (
        int(ticket.part is Part.BOOKABLE and not is_counted),
        int(ticket.part is Part.COUNTER),
    )
    sizes = (quotas.jkn or None, adds[0], quotas.other or None, adds[1])
    batch.add("counted", _COUNT, [*adds, *sizes, ticket.session_id])
    add_rows(batch, [ticket], [event], action=Action.BOOK, at=at)
    identity = " ".join((told.nik or "-", told.card or "-", told.phone or "-"))
    row = (
        ticket.ticket_id, ticket.facility_id, told.booking_code, told.label[:20], told.number,
        int(told.visit_kind or 0), told.reference, told.is_jkn, by_member, told_back_at,
        told.expected_at, _sealed(told.record_number), _sealed(identity), _sealed(told.note), "",
        "",
    )  # fmt: skip
    batch.insert("queue_outside", _OUTSIDE, [row])


def add_claim(batch: Batch, ticket: NewTicket, session: PracticeSession, scope: str) -> None:
    """The person's day, unless they have a number elsewhere already: the facility has decided."""
    batch.add(
        "claimed",
        "INSERT INTO queue_day_claim (person_id, date, scope, ticket_id) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT (person_id, date, scope) DO NOTHING RETURNING 1",
        [ticket.person_id, session.date, scope, ticket.ticket_id],
    )


def _sealed(text: str) -> bytes | None:
    return seal(text) if text else None
