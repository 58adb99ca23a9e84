"""Tickets as their owners and the desk may see them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityView
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.identifiers import tidy_code
from titian.kernel.periods import day_of
from titian.kernel.scopes import Scope
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.members.types import Help, Standing
from titian.platform.db.prepared import Prepared
from titian.queue.errors import HoldGone, TicketUnknown
from titian.queue.models import Hold, OutsideTicket, PracticeSession, Ticket
from titian.queue.selectors.line import line_of
from titian.queue.types import LIVE, Booked, Series, TicketState, TicketView

DESK = "desk"
_RECENT = timedelta(hours=12)


def ticket_for(code: str, *, viewer: Actor, at: datetime, to: Help = Help.SEE) -> Ticket:
    """The ticket of a code, for whoever may do that for its person, or keeps the desk.

    Raises `TicketUnknown` for all others: a code that exists looks like one that does not.
    """
    found = (
        Ticket.objects.filter(code=tidy_code(code))
        .select_related(
            "session", "facility", "outside", "session__service", "session__practitioner"
        )
        .first()
    )
    if found is None or not _may(found, viewer, at, to):
        raise TicketUnknown
    return found


def facility_of_ticket(ticket_id: int) -> FacilityView:
    """Where it is for: nothing of whose it is. Raises TicketUnknown."""
    found = Ticket.objects.filter(pk=ticket_id).values_list("facility", flat=True).first()
    if found is None:
        raise TicketUnknown
    return facilities_read.facility(found)


def find_booked(client_key: UUID, *, viewer: Actor) -> Booked | None:
    """The ticket this client key has already been given to the viewer, if any."""
    found = Ticket.objects.filter(client_key=client_key, booked_by=viewer.ref).first()
    return None if found is None else found.booked


def tickets_ahead(facility_id: int, *, at: datetime) -> int:
    """How many live tickets there are for sessions of the facility that have not ended."""
    rows = Ticket.objects.filter(facility_id=facility_id, state__in=LIVE)
    return rows.filter(session__ends_at__gt=at).count()


def open_tickets(
    *, viewer: Actor, at: datetime, family: Iterable[Standing] | None = None
) -> list[TicketView]:
    """Live tickets of everybody the member may act for, the next one first; who that is is asked
    unless it is known already (`family`).
    """
    known = members_read.standings_for(viewer, on=day_of(at)) if family is None else family
    people = {s.person_id: s for s in known}
    tickets = _OPEN(people=list(people), since=at - _RECENT)
    return [
        ticket_view(ticket, at=at, name=people[ticket.person_id or 0].full_name)
        for ticket in tickets
    ]


def _open(people: list[int], since: datetime) -> "QuerySet[Ticket]":
    return (
        Ticket.objects.filter(person__among=people, state__in=LIVE, session__ends_at__gt=since)
        .select_related(
            "session", "facility", "outside", "session__service", "session__practitioner"
        )
        .order_by("session__starts_at")
    )


_OPEN = Prepared(_open)


def own_ticket_ids(viewer: Actor, *, limit: int = 200) -> list[int]:
    """The member's own latest tickets, by which acts with them are written down."""
    if viewer.kind is not ActorKind.MEMBER:
        return []
    own = Ticket.objects.filter(person_id=int(viewer.subject or 0)).order_by("-id")
    return list(own.values_list("pk", flat=True)[:limit])


def held(hold_id: int, *, viewer: Actor) -> Hold:
    """A hold of the viewer's, live or lately expired. Raises `HoldGone`."""
    found = (
        Hold.objects.filter(pk=hold_id, held_by=viewer.ref)
        .select_related("session", "session__facility", "session__service", "session__practitioner")
        .first()
    )
    if found is None:
        raise HoldGone
    return found


def ticket_view(ticket: Ticket, *, at: datetime, name: str = "") -> TicketView:
    """A ticket with its place in the line and the range of time for being called."""
    session = ticket.session
    elsewhere = outside_row(ticket)
    waiting = ticket.state in (TicketState.BOOKED, TicketState.PRESENT, TicketState.SKIPPED)
    ours = waiting and elsewhere is None
    standing = line_of(session, at=at).standing_of(ticket) if ours else None
    return TicketView(
        ticket_id=ticket.pk,
        code=ticket.code,
        label=_own_label(ticket, session) if elsewhere is None else elsewhere.label,
        state=TicketState(ticket.state),
        person_id=ticket.person_id,
        name=name,
        session_id=session.pk,
        facility_name=ticket.facility.name,
        facility_code=ticket.facility.code,
        service_name=session.service.name,
        practitioner_name=session.practitioner.name,
        timezone=session.timezone,
        date=session.date,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        delay_minutes=session.delay_minutes,
        ahead=_ahead(ticket, elsewhere) if standing is None else standing.ahead,
        earliest=None if standing is None else standing.earliest,
        latest=None if standing is None else standing.latest,
        desk=ticket.desk,
        revision=session.revision,
        seen_at=at,
        is_elsewhere=elsewhere is not None,
        expected_at=None if elsewhere is None else elsewhere.expected_at,
        task=None if elsewhere is None else elsewhere.task,
    )


def label(ticket: Ticket, session: PracticeSession) -> str:
    """What is called out: as the facility's own system says it, else ours."""
    elsewhere = outside_row(ticket) if session.facility.keeps_own_queue else None
    return _own_label(ticket, session) if elsewhere is None else elsewhere.label


def _own_label(ticket: Ticket, session: PracticeSession) -> str:
    return label_of(session.letter, ticket.series, ticket.number)


def outside_row(ticket: Ticket) -> OutsideTicket | None:
    """What a facility's own system says of it; None for a number of ours.

    One statement more, unless the ticket was read with `outside`.
    """
    found: OutsideTicket | None = getattr(ticket, "outside", None)
    return found


def _ahead(ticket: Ticket, elsewhere: OutsideTicket | None) -> int | None:
    """As the facility said last; only while one waits."""
    waits = ticket.state in (TicketState.BOOKED, TicketState.PRESENT, TicketState.SKIPPED)
    return elsewhere.remaining if elsewhere is not None and waits else None


def label_of(letter: str, series: str, number: int) -> str:
    """What is called out: A-12, or G-1 for an emergency."""
    return f"G-{number}" if series == Series.EMERGENCY else f"{letter}-{number}"


def _may(ticket: Ticket, viewer: Actor, at: datetime, to: Help) -> bool:
    """Who booked for somebody else is asked again each time: leave to help can end."""
    if viewer.kind is ActorKind.STAFF:
        return viewer.may(DESK, Scope("facility", ticket.facility.code))
    if viewer.kind is not ActorKind.MEMBER:
        return viewer.kind is ActorKind.SYSTEM
    if ticket.person_id is None:
        return ticket.booked_by == viewer.ref
    if str(ticket.person_id) == viewer.subject:
        return True
    try:
        members_read.standing(ticket.person_id, viewer=viewer, on=day_of(at), to=to)
    except PersonOutOfReach:
        return False
    return True
