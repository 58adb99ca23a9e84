"""Tickets as the care that follows them sees them: whose turn came today, and at which service."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.queue.models import Ticket
from titian.queue.selectors.tickets import label_of
from titian.queue.types import TicketState

_TURN_CAME = (TicketState.CALLED, TicketState.DONE)
_COMING = (TicketState.PRESENT, *_TURN_CAME)
_MOST = 300


@dataclass(frozen=True, slots=True)
class Turn:
    """A ticket whose person stands, or stood, before somebody who treats."""

    ticket_id: int
    person_id: int
    label: str
    state: TicketState
    facility_id: int
    service_code: str
    service_name: str
    practitioner_id: int
    date: date


def turns_of_day(
    facility_id: int, *, on: date, viewer: Actor, without: Collection[int] = ()
) -> list[Turn]:
    """Called and finished tickets of people of the scheme, the latest first, for who treats
    there; nobody else gets any.
    """
    if not facilities_read.records_care(viewer, facility_id):
        return []
    rows = Ticket.objects.filter(
        facility=facility_id,
        session__date=on,
        state__in=_TURN_CAME,
        person__isnull=False,
    ).exclude(pk__in=list(without))
    rows = rows.select_related("session__service").order_by("-called_at", "-id")
    return [_turn(row) for row in rows[:_MOST]]


def find_turn(ticket_id: int, *, viewer: Actor) -> Turn | None:
    """One ticket by its id, once its person is there."""
    row = (
        Ticket.objects.filter(pk=ticket_id, state__in=_COMING, person__isnull=False)
        .select_related("session__service")
        .first()
    )
    if row is None or not facilities_read.records_care(viewer, row.facility_id):
        return None
    return _turn(row)


def find_turn_of(
    person_id: int, *, facility_id: int, service_code: str, on: date, viewer: Actor
) -> Turn | None:
    """The person's ticket of that day at that service, once they are there."""
    if not facilities_read.records_care(viewer, facility_id):
        return None
    row = (
        Ticket.objects.filter(
            person=person_id,
            facility=facility_id,
            session__date=on,
            session__service__code=service_code,
            state__in=_COMING,
        )
        .select_related("session__service")
        .order_by("-booked_at")
        .first()
    )
    return None if row is None else _turn(row)


def _turn(row: Ticket) -> Turn:
    session = row.session
    return Turn(
        ticket_id=row.pk,
        person_id=row.person_id or 0,
        label=label_of(session.letter, row.series, row.number),
        state=TicketState(row.state),
        facility_id=row.facility_id,
        service_code=session.service.code,
        service_name=session.service.name,
        practitioner_id=session.practitioner_id,
        date=session.date,
    )
