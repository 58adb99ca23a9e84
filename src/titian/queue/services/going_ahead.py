"""A failure of ours kept somebody from a number: at the counter they go before others, capped."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from titian.kernel.actors import Actor
from titian.kernel.identifiers import tidy_code
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.queue.errors import AheadAlready, AheadFull, AlreadyInLine, TicketUnknown
from titian.queue.models import PracticeSession, Ticket
from titian.queue.selectors.parameters import receipt_one_in
from titian.queue.selectors.tickets import label_of
from titian.queue.services.arriving import check_in, require_today
from titian.queue.services.changing import Change, lock_at_desk, write
from titian.queue.services.walking_in import Newcomer, walk_in
from titian.queue.types import LIVE, Action, Booked, Priority, TicketState


@dataclass(frozen=True, slots=True)
class WentAhead:
    """Whose ticket it is, and where: for who wrote down why. `day` is the facility's."""

    booked: Booked
    person_id: int | None
    facility_id: int
    day: date
    timezone: str

    def day_of(self, moment: datetime) -> date:
        """The day it was there."""
        return day_of(moment, ZoneInfo(self.timezone))


@transaction.atomic
def let_ahead(
    *, session_id: int, who: Newcomer, ticket_code: str, client_key: UUID, by: Actor, at: datetime
) -> WentAhead:
    """Give the person of a number in hand, or of a ticket, the counter's priority once.

    Who has no number yet gets the next one, from the reserve if need be. Raises `AheadAlready`,
    `AheadFull`, `AlreadyInLine` (being served), `TicketUnknown`, and what a walk-in raises.
    The session stays locked until the caller's transaction ends.
    """
    session = lock_at_desk(session_id, by=by)
    require_today(session, at)
    ticket = _ticket_of(session, who, ticket_code, client_key, by, at)
    label = label_of(session.letter, ticket.series, ticket.number)
    if ticket.state != TicketState.PRESENT:
        raise AlreadyInLine(label=label)
    if ticket.priority != Priority.NONE:
        raise AheadAlready(label=label)
    _require_share(session, at)

    write(session, [Change(ticket, Action.RAISE, {"priority": Priority.RECEIPT})], by=by, at=at)
    return WentAhead(
        ticket.booked, ticket.person_id, session.facility_id, session.date, session.timezone
    )


def _ticket_of(
    session: PracticeSession,
    who: Newcomer,
    ticket_code: str,
    client_key: UUID,
    by: Actor,
    at: datetime,
) -> Ticket:
    """The live ticket, present by now; a new one for who has none."""
    live = Ticket.objects.filter(session=session, state__in=LIVE)
    if ticket_code:
        found = live.filter(code=tidy_code(ticket_code)).first()
        if found is None:
            raise TicketUnknown
    else:
        standing = members_read.find_by_identifier(who.identifier, viewer=by, at=at)
        found = live.filter(person_id=standing.person_id).first()
    if found is None:
        new = replace(who, use_reserve=True)
        booked = walk_in(session_id=session.pk, who=new, client_key=client_key, by=by, at=at)
        return Ticket.objects.get(pk=booked.ticket_id)
    if found.state in (TicketState.BOOKED, TicketState.SKIPPED):
        return check_in(code=found.code, by=by, at=at)
    return found


def _require_share(session: PracticeSession, at: datetime) -> None:
    """Of the session's places at most one in so many, and always one."""
    one_in = receipt_one_in(session, at=at)
    places = session.bookable + session.counter + session.reserve
    given = Ticket.objects.filter(session=session, priority=Priority.RECEIPT).count()
    if given >= max(1, places // one_in):
        raise AheadFull(one_in=one_in)
