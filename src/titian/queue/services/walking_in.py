"""Coming without a booking: the next number of the same line, whoever pays."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q

from titian.kernel.actors import Actor
from titian.kernel.identifiers import spoken_code, time_ordered_id
from titian.members import selectors as members_read
from titian.members.types import Standing
from titian.platform.db.batch import Batch
from titian.queue.errors import AlreadyInLine, NobodyNamed, SessionFull
from titian.queue.events import TicketCheckedIn
from titian.queue.models import PracticeSession, Ticket
from titian.queue.rules.arriving import free_part, payer_of, priority_of
from titian.queue.selectors.tickets import find_booked, label_of
from titian.queue.services.arriving import check_in, require_today
from titian.queue.services.changing import lock_at_desk
from titian.queue.services.drawing import until_drawn
from titian.queue.services.locking import held_places
from titian.queue.services.writing import CODE_LENGTH, NewTicket, add_tickets
from titian.queue.types import (
    LIVE,
    Action,
    Booked,
    Part,
    Payer,
    Priority,
    Series,
    TicketState,
)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody at the counter: known by NIK or card number, or by nothing but a name.

    Without a payer it follows from the membership; without a priority, from the age.
    """

    identifier: str = ""
    name: str = ""
    payer: Payer | None = None
    priority: Priority = Priority.NONE
    emergency: bool = False
    use_reserve: bool = False


def walk_in(*, session_id: int, who: Newcomer, client_key: UUID, by: Actor, at: datetime) -> Booked:
    """Give somebody at the counter the next number of the same line, present at once.

    Who turns out to have booked is checked in instead. An emergency is numbered apart and
    always accepted. The same client key gives the same answer. Raises `SessionFull`,
    `AlreadyInLine`, `NobodyNamed`, `NotAtThisDesk`, or what members say of the number.
    """
    if not (who.identifier or who.name):
        raise NobodyNamed
    try:
        return until_drawn(lambda: _walk_in_locked(session_id, who, client_key, by, at))
    except IntegrityError as error:
        before = find_booked(client_key, viewer=by)
        if before is None:
            raise AlreadyInLine(label="–") from error
        return before


def _walk_in_locked(
    session_id: int, who: Newcomer, client_key: UUID, by: Actor, at: datetime
) -> Booked:
    session = lock_at_desk(session_id, by=by)
    require_today(session, at)
    person = _recognised(who, by, at)
    before = _in_line_already(session, person, client_key, by)
    if before is not None and before.client_key == client_key:
        return before.booked
    if before is not None and before.state == TicketState.BOOKED:
        return check_in(code=before.code, by=by, at=at).booked
    if before is not None:
        raise AlreadyInLine(label=label_of(session.letter, before.series, before.number))

    ticket = _ticket(session, who, person, client_key, by, at)
    arrived = TicketCheckedIn(
        ticket_id=ticket.ticket_id, session_id=session.pk, facility_id=session.facility_id
    )
    batch = Batch()
    add_tickets(batch, [ticket], [arrived], action=Action.WALK_IN, at=at)
    batch.run()
    return ticket.booked


def _recognised(who: Newcomer, by: Actor, at: datetime) -> Standing | None:
    if not who.identifier:
        return None
    return members_read.find_by_identifier(who.identifier, viewer=by, at=at)


def _in_line_already(
    session: PracticeSession, person: Standing | None, client_key: UUID, by: Actor
) -> Ticket | None:
    """The ticket of this very sending, or a live one of the person."""
    same = Q(client_key=client_key, booked_by=by.ref)
    if person is not None:
        same |= Q(person_id=person.person_id, state__in=LIVE)
    return Ticket.objects.filter(same, session=session).first()


def _ticket(
    session: PracticeSession,
    who: Newcomer,
    person: Standing | None,
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> NewTicket:
    part = Part.OUTSIDE if who.emergency else _part_for(session, who, at)
    return NewTicket(
        ticket_id=time_ordered_id(at),
        facility_id=session.facility_id,
        session_id=session.pk,
        person_id=None if person is None else person.person_id,
        number=(session.last_emergency if who.emergency else session.last_number) + 1,
        code=spoken_code(CODE_LENGTH),
        part=part,
        state=TicketState.PRESENT,
        client_key=client_key,
        by=by,
        name_given=who.name if person is None else None,
        series=Series.EMERGENCY if who.emergency else Series.REGULAR,
        payer=payer_of(who.payer, active=person is not None and person.is_active),
        priority=_priority(session, who, person, at),
    )


def _part_for(session: PracticeSession, who: Newcomer, at: datetime) -> Part:
    held = held_places([session.pk], at=at)[session.pk]
    left = {
        Part.COUNTER: session.counter - session.used_counter,
        Part.BOOKABLE: session.bookable - session.used_bookable - held,
        Part.RESERVE: session.reserve - session.used_reserve,
    }
    part = free_part(left, use_reserve=who.use_reserve)
    if part is None:
        raise SessionFull
    return part


def _priority(
    session: PracticeSession, who: Newcomer, person: Standing | None, at: datetime
) -> Priority:
    if person is None or who.priority is not Priority.NONE:
        return who.priority
    return priority_of(person.age_on(session.local_date(at)))
