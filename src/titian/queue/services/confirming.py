"""Turn a held place into a ticket: number, code, day claim, history, audit and event at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.db import IntegrityError

from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.db.batch import Batch
from titian.queue.errors import (
    AlreadyBookedThatDay,
    HoldGone,
    KeptElsewhere,
    SessionFull,
    SessionNotOpen,
)
from titian.queue.events import TicketBooked
from titian.queue.selectors.tickets import find_booked
from titian.queue.services.drawing import until_drawn
from titian.queue.services.locking import SURE, ForConfirm, held_places, lock_for_confirms
from titian.queue.services.writing import NewTicket, add_tickets, new_booking
from titian.queue.types import Action, Booked, SessionState


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
    `SessionNotOpen`, `AlreadyBookedThatDay`, or `KeptElsewhere` where a facility's own system
    gives the numbers (`ask_outside`).
    """
    outcome = confirm_many([Confirmation(hold_id, client_key, by)], at=at)[0]
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def confirm_many(asked: Sequence[Confirmation], *, at: datetime) -> list[Booked | Refusal]:
    """Confirm many at once; when one of many cannot be written, each is tried on its own."""
    try:
        return until_drawn(lambda: _confirm_locked(asked, at))
    except (IntegrityError, _Moved) as error:
        if len(asked) > 1:
            return [confirm_many([one], at=at)[0] for one in asked]
        reason = HoldGone() if isinstance(error, _Moved) else AlreadyBookedThatDay()
        return [find_booked(asked[0].client_key, viewer=asked[0].by) or reason]


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
            outcomes.append(find_booked(one.client_key, viewer=one.by) or HoldGone())
        elif (reason := _reason(facts, places, taken)) is not None:
            outcomes.append(reason)
        else:
            taken[facts.session.session_id] += 1
            number = facts.last_number + taken[facts.session.session_id]
            ticket = new_booking(
                facts.session,
                person_id=facts.person_id,
                number=number,
                client_key=one.client_key,
                priority=facts.priority,
                by=one.by,
                at=at,
                hold_id=one.hold_id,
            )
            tickets.append(ticket)
            outcomes.append(ticket.booked)
    _write(tickets, at)
    return outcomes


def _reason(facts: ForConfirm, places: dict[int, int], taken: Counter[int]) -> Refusal | None:
    session = facts.session
    if session.kept_elsewhere:
        return KeptElsewhere()
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
    unsold = {f.session.session_id: f.unsold for f in locked.values()}
    if all(f.expires_at > at + SURE + waited for f in locked.values()):
        return dict.fromkeys(unsold, len(asked))
    held = held_places(list(unsold), apart_from=[f.person_id for f in locked.values()], at=at)
    return {session: left - held[session] for session, left in unsold.items()}


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
