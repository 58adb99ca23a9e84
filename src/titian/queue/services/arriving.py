"""Coming: a booked person checks in, at the counter or by the code on the board."""

from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.identifiers import tidy_code
from titian.members.types import Help
from titian.queue.errors import KeptElsewhere, NotToday, TicketCannot, WrongPlaceCode
from titian.queue.events import TicketCheckedIn
from titian.queue.models import PracticeSession, Ticket
from titian.queue.selectors.line import line_of
from titian.queue.selectors.places import place_code
from titian.queue.selectors.tickets import outside_row, ticket_for
from titian.queue.services.changing import Change, lock_session, require_desk, write
from titian.queue.types import Action, TicketState


@transaction.atomic
def check_in(*, code: str, by: Actor, at: datetime, typed_at_place: str = "") -> Ticket:
    """Say that somebody is here. Twice is fine.

    The desk checks in by code; a member on site types the code that stands on the board.
    Raises `NotToday`, `WrongPlaceCode`, `TicketUnknown`, `TicketCannot`.
    """
    seen = ticket_for(code, viewer=by, at=at, to=Help.BOOK)
    if outside_row(seen) is not None:
        raise KeptElsewhere
    session = lock_session(seen.session_id)
    require_today(session, at)
    _require_on_site(session, by, typed_at_place)
    line = line_of(session, at=at)
    ticket = next((t for t in line.tickets if t.pk == seen.pk), None)
    if ticket is None:
        raise TicketCannot(action=Action.CHECK_IN, state=seen.state)
    if ticket.state in (TicketState.PRESENT, TicketState.CALLED):
        return seen

    late = line.is_late(ticket.number) or ticket.state == TicketState.SKIPPED
    fields = {"arrived_at": at, "late_at_call": session.calls if late else None}
    checked_in = TicketCheckedIn(
        ticket_id=ticket.pk, session_id=session.pk, facility_id=session.facility_id
    )
    write(session, [Change(ticket, Action.CHECK_IN, fields)], by=by, at=at, events=[checked_in])
    return Ticket.objects.get(pk=ticket.pk)


def require_today(session: PracticeSession, at: datetime) -> None:
    if session.local_date(at) != session.date:
        raise NotToday


def _require_on_site(session: PracticeSession, by: Actor, typed: str) -> None:
    """Staff keep the desk; a member proves to be there by the code on the board."""
    if by.kind is ActorKind.STAFF:
        require_desk(session, by=by)
    elif tidy_code(typed) != place_code(session.facility.code, session.date):
        raise WrongPlaceCode
