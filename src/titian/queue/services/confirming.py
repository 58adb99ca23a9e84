"""Turn a held place into a ticket: number, code, day claim, history, audit and event at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.identifiers import spoken_code, time_ordered_id
from titian.platform.db.batch import Batch
from titian.queue.errors import AlreadyBookedThatDay, HoldGone, SessionFull, SessionNotOpen
from titian.queue.events import TicketBooked
from titian.queue.models import Ticket
from titian.queue.selectors.parameters import claim_scope
from titian.queue.services.locking import SURE, ForConfirm, lock_for_confirms
from titian.queue.services.writing import CODE_LENGTH, NewTicket, add_tickets
from titian.queue.types import Action, Booked, Part, Priority, SessionState, TicketState

_OTHERS_HELD = """
SELECT s.id, s.bookable - s.used_bookable - (
  SELECT count(*) FROM queue_hold h WHERE h.session_id = s.id
  AND h.expires_at > %s AND h.id <> ALL(%s::bigint[]))
FROM queue_session s WHERE s.id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Confirmation:
    hold_id: int
    client_key: UUID
    by: Actor


class _Moved(Exception):
    """A hold changed between reading and writing; the transaction is done over."""


def confirm(*, hold_id: int, client_key: UUID, by: Actor, at: datetime) -> Booked:
    """Give the number. The same client key gives the same answer, however often asked.

    A late confirmation still succeeds if a place remains. Raises `HoldGone`, `SessionFull`,
    `SessionNotOpen` or `AlreadyBookedThatDay`.
    """
    outcome = confirm_many([Confirmation(hold_id, client_key, by)], at=at)[0]
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def confirm_many(asked: Sequence[Confirmation], *, at: datetime) -> list[Booked | Refusal]:
    """Confirm many at once; when one of many cannot be written, each is tried on its own."""
    try:
        with transaction.atomic():
            return _confirm_locked(asked, at)
    except (IntegrityError, _Moved) as error:
        if len(asked) > 1:
            return [confirm_many([one], at=at)[0] for one in asked]
        reason = HoldGone() if isinstance(error, _Moved) else AlreadyBookedThatDay()
        return [_answered_before(asked[0]) or reason]


def _confirm_locked(asked: Sequence[Confirmation], at: datetime) -> list[Booked | Refusal]:
    began = monotonic()
    locked = lock_for_confirms([(one.hold_id, one.by.ref) for one in asked])
    places = _places(asked, locked, at, waited=timedelta(seconds=monotonic() - began))
    tickets: list[NewTicket] = []
    outcomes: list[Booked | Refusal] = []
    taken: Counter[int] = Counter()
    for n, one in enumerate(asked):
        facts = locked.get(n)
        if facts is None:
            outcomes.append(_answered_before(one) or HoldGone())
        elif (reason := _reason(facts, places, taken)) is not None:
            outcomes.append(reason)
        else:
            taken[facts.session.session_id] += 1
            number = facts.last_number + taken[facts.session.session_id]
            tickets.append(_ticket(one, facts, number, at))
            outcomes.append(tickets[-1].booked)
    _write(tickets, at)
    return outcomes


def _reason(facts: ForConfirm, places: dict[int, int], taken: Counter[int]) -> Refusal | None:
    session = facts.session
    if session.state is not SessionState.OPEN:
        return SessionNotOpen()
    if places[session.session_id] - taken[session.session_id] <= 0:
        return SessionFull()
    return None


def _places(
    asked: Sequence[Confirmation],
    locked: dict[int, ForConfirm],
    at: datetime,
    *,
    waited: timedelta,
) -> dict[int, int]:
    """Places for these confirmations: as many as asked while every hold is surely live."""
    sessions = [f.session.session_id for f in locked.values()]
    if all(f.expires_at > at + SURE + waited for f in locked.values()):
        return dict.fromkeys(sessions, len(asked))
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS_HELD, [at, [one.hold_id for one in asked], sessions])
        return dict(cursor.fetchall())


def _ticket(one: Confirmation, facts: ForConfirm, number: int, at: datetime) -> NewTicket:
    session = facts.session
    return NewTicket(
        ticket_id=time_ordered_id(at),
        facility_id=session.facility_id,
        session_id=session.session_id,
        person_id=facts.person_id,
        number=number,
        code=spoken_code(CODE_LENGTH),
        part=Part.BOOKABLE,
        state=TicketState.BOOKED,
        client_key=one.client_key,
        by=one.by,
        claim_date=session.date,
        claim_scope=claim_scope(
            facility_id=session.facility_id, service_id=session.service_id, on=session.date, at=at
        ),
        hold_id=one.hold_id,
        priority=Priority(facts.priority),
    )


def _write(tickets: Sequence[NewTicket], at: datetime) -> None:
    if not tickets:
        return
    batch = Batch()
    batch.add(
        "released",
        "DELETE FROM queue_hold WHERE id = ANY(%s) RETURNING id",
        [[ticket.hold_id for ticket in tickets]],
    )
    events = [
        TicketBooked(
            ticket_id=ticket.ticket_id,
            session_id=ticket.session_id,
            facility_id=ticket.facility_id,
            person_id=ticket.person_id or 0,
        )
        for ticket in tickets
    ]
    add_tickets(batch, tickets, events, action=Action.BOOK, at=at)
    counts = batch.run()
    if counts["released"] != len(tickets):
        raise _Moved


def _answered_before(one: Confirmation) -> Booked | None:
    """The ticket this client key has already been given, if any."""
    found = Ticket.objects.filter(client_key=one.client_key, booked_by=one.by.ref).first()
    if found is None:
        return None
    return Booked(found.pk, found.code, found.number, found.session_id)
