"""Coming: a booked person checks in, a walk-in joins the same line."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.identifiers import spoken_code, tidy_code, time_ordered_id
from titian.members import selectors as members_read
from titian.platform.db.batch import Batch
from titian.queue.errors import (
    AlreadyInLine,
    NotToday,
    SessionFull,
    TicketCannot,
    WrongPlaceCode,
)
from titian.queue.events import TicketCheckedIn
from titian.queue.models import Hold, PracticeSession, Ticket
from titian.queue.rules.arriving import free_part, priority_of
from titian.queue.selectors.line import line_of
from titian.queue.selectors.places import place_code
from titian.queue.selectors.tickets import ticket_for
from titian.queue.services.changing import Change, lock_at_desk, lock_session, require_desk, write
from titian.queue.services.writing import CODE_LENGTH, NewTicket, add_tickets
from titian.queue.types import Action, Booked, Part, Payer, Priority, Series, TicketState


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody at the counter without a booking. Either a person of the scheme or a name."""

    person_id: int | None = None
    name: str = ""
    payer: Payer = Payer.UNCLEAR
    priority: Priority = Priority.NONE
    emergency: bool = False
    use_reserve: bool = False


@transaction.atomic
def check_in(*, code: str, by: Actor, at: datetime, typed_at_place: str = "") -> Ticket:
    """Say that somebody is here. Twice is fine.

    The desk checks in by code; a member on site types the code that stands on the board.
    Raises `NotToday`, `WrongPlaceCode`, `TicketUnknown`, `TicketCannot`.
    """
    seen = ticket_for(code, viewer=by, at=at)
    session = lock_session(seen.session_id)
    _require_today(session, at)
    _require_on_site(session, by, typed_at_place)
    line = line_of(session, at=at)
    ticket = next((t for t in line.tickets if t.pk == seen.pk), None)
    if ticket is None:
        raise TicketCannot(action=Action.CHECK_IN, state=seen.state)
    if ticket.state in (TicketState.PRESENT, TicketState.CALLED):
        return seen

    late = line.is_late(ticket.number) or ticket.state == TicketState.SKIPPED
    fields = {"arrived_at": at, "late_at_call": session.calls if late else None, "lane": ""}
    checked_in = TicketCheckedIn(
        ticket_id=ticket.pk, session_id=session.pk, facility_id=session.facility_id
    )
    write(session, [Change(ticket, Action.CHECK_IN, fields)], by=by, at=at, events=[checked_in])
    return Ticket.objects.get(pk=ticket.pk)


def walk_in(*, session_id: int, who: Newcomer, client_key: UUID, by: Actor, at: datetime) -> Booked:
    """Give somebody at the counter the next number of the same line, present at once.

    An emergency is numbered apart and always accepted. Raises `SessionFull`,
    `AlreadyInLine`, `NotAtThisDesk`; the same client key gives the same answer.
    """
    try:
        with transaction.atomic():
            return _walk_in_locked(session_id, who, client_key, by, at)
    except IntegrityError as error:
        before = Ticket.objects.filter(client_key=client_key, booked_by=by.ref).first()
        if before is None:
            raise AlreadyInLine from error
        return Booked(before.pk, before.code, before.number, before.session_id)


def _walk_in_locked(
    session_id: int, who: Newcomer, client_key: UUID, by: Actor, at: datetime
) -> Booked:
    session = lock_at_desk(session_id, by=by)
    _require_today(session, at)
    part = Part.OUTSIDE if who.emergency else _part_for(session, who, at)
    ticket = NewTicket(
        ticket_id=time_ordered_id(at),
        facility_id=session.facility_id,
        session_id=session.pk,
        person_id=who.person_id,
        number=(session.last_emergency if who.emergency else session.last_number) + 1,
        code=spoken_code(CODE_LENGTH),
        part=part,
        state=TicketState.PRESENT,
        client_key=client_key,
        by=by,
        name_given=who.name or None,
        series=Series.EMERGENCY if who.emergency else Series.REGULAR,
        payer=who.payer,
        priority=_priority(who, by, at),
    )
    arrived = TicketCheckedIn(
        ticket_id=ticket.ticket_id, session_id=session.pk, facility_id=session.facility_id
    )
    batch = Batch()
    add_tickets(batch, [ticket], [arrived], action=Action.WALK_IN, at=at)
    batch.run()
    return ticket.booked


def _part_for(session: PracticeSession, who: Newcomer, at: datetime) -> Part:
    held = Hold.objects.filter(session_id=session.pk, expires_at__gt=at).count()
    left = {
        Part.COUNTER: session.counter - session.used_counter,
        Part.BOOKABLE: session.bookable - session.used_bookable - held,
        Part.RESERVE: session.reserve - session.used_reserve,
    }
    part = free_part(left, use_reserve=who.use_reserve)
    if part is None:
        raise SessionFull
    return part


def _priority(who: Newcomer, by: Actor, at: datetime) -> Priority:
    if who.person_id is None or who.priority is not Priority.NONE:
        return who.priority
    standing = members_read.standing(who.person_id, viewer=by, on=at.date())
    return priority_of(standing.age_on(at.date()))


def _require_today(session: PracticeSession, at: datetime) -> None:
    if session.local_date(at) != session.date:
        raise NotToday


def _require_on_site(session: PracticeSession, by: Actor, typed: str) -> None:
    """Staff keep the desk; a member proves to be there by the code on the board."""
    if by.kind is ActorKind.STAFF:
        require_desk(session, by=by)
    elif tidy_code(typed) != place_code(session.facility.code, session.date):
        raise WrongPlaceCode
