"""Answers to errands about a number one has: given back, arrived, a number at the pharmacy."""

from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.queue.models import Errand, OutsideTicket, PracticeSession, Ticket
from titian.queue.ports import Pharmacy
from titian.queue.rules.outside import Move
from titian.queue.services.outside.moving import move_ticket
from titian.queue.services.outside.settling import lock_errand, note, settle
from titian.queue.types import LIVE, Action, ErrandKind, ErrandState, Odd, TicketState


@transaction.atomic
def cancelled(errand_id: int, *, by: Actor, at: datetime) -> None:
    """The facility has taken the number back, or does not count it any more."""
    session, errand = lock_errand(errand_id)
    if errand.state != ErrandState.ASKING:
        return
    ticket = Ticket.objects.get(pk=errand.ticket_ref)
    if ticket.state in LIVE:
        move = Move(Action.CANCEL, TicketState.CANCELLED)
        _move(session, errand, ticket, move, by=by, at=at)
    settle(errand, ErrandState.DONE, at=at)


@transaction.atomic
def arrived(errand_id: int, *, by: Actor, at: datetime) -> None:
    """The facility knows that one is there."""
    session, errand = lock_errand(errand_id)
    if errand.state != ErrandState.ASKING:
        return
    ticket = Ticket.objects.get(pk=errand.ticket_ref)
    if ticket.state in (TicketState.BOOKED, TicketState.SKIPPED):
        move = Move(Action.CHECK_IN, TicketState.PRESENT)
        _move(session, errand, ticket, move, by=by, at=at)
    settle(errand, ErrandState.DONE, at=at)


@transaction.atomic
def dispensed(errand_id: int, number: Pharmacy, *, by: Actor, at: datetime) -> None:
    """The pharmacy has given a number."""
    del by
    _, errand = lock_errand(errand_id)
    if errand.state != ErrandState.ASKING:
        return
    row = OutsideTicket(
        pk=errand.ticket_ref,
        pharmacy_kind=number.kind[:20],
        pharmacy_number=number.number,
        pharmacy_note_sealed=number.note or None,
    )
    row.save(update_fields=["pharmacy_kind", "pharmacy_number", "pharmacy_note_sealed"])
    settle(errand, ErrandState.DONE, at=at)


@transaction.atomic
def declined(errand_id: int, *, said: str, by: Actor, at: datetime) -> None:
    """The facility will not; the number stays as it was."""
    del by
    session, errand = lock_errand(errand_id)
    if errand.state != ErrandState.ASKING:
        return
    if errand.kind == ErrandKind.CANCEL:
        note(session, errand, Odd.CANCEL_REFUSED, "refused_by_facility", at)
    settle(errand, ErrandState.REFUSED, at=at, said=said)


def _move(
    session: PracticeSession, errand: Errand, ticket: Ticket, move: Move, *, by: Actor, at: datetime
) -> None:
    whose = Actor(by.kind, errand.asked_by)
    move_ticket(session, ticket, move, by=whose, by_facility=False, moment=at, at=at)
