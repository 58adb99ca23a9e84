"""A facility's tickets for its own systems, by day or person; nobody else's."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.platform.audit.services import look
from titian.queue.models import Ticket
from titian.queue.selectors.tickets import label_of, outside_row
from titian.queue.types import AppointmentView, TicketState

_LATEST = ("-session__starts_at", "-id")


def appointments(
    facility_id: int,
    *,
    viewer: Actor,
    at: datetime,
    person_id: int | None = None,
    first: date | None = None,
    last: date | None = None,
    skip: int = 0,
    count: int = 100,
) -> list[AppointmentView]:
    """Tickets of days from `first` to `last`, the latest first. A question about one person is
    a look at them. Three statements.
    """
    if not facilities_read.records_care(viewer, facility_id):
        return []
    asked = Q(facility=facility_id)
    if person_id is not None:
        asked &= Q(person=person_id)
    if first is not None:
        asked &= Q(session__date__gte=first)
    if last is not None:
        asked &= Q(session__date__lte=last)
    found = [_view(row) for row in _joined(asked).order_by(*_LATEST)[skip : skip + count]]
    if found and person_id is not None:
        _look(viewer, person_id, at)
    return found


def find_appointment(
    ticket_id: int, *, facility_id: int, viewer: Actor, at: datetime
) -> AppointmentView | None:
    """One ticket of the facility; a look at its person."""
    if not facilities_read.records_care(viewer, facility_id):
        return None
    row = _joined(Q(pk=ticket_id, facility=facility_id)).first()
    if row is None:
        return None
    if row.person_id is not None:
        _look(viewer, row.person_id, at)
    return _view(row)


def _look(viewer: Actor, person_id: int, at: datetime) -> None:
    whose = Ticket.objects.filter(person=person_id).values_list("person_id")
    look(whose[:1], by=viewer, action="queue.looked", kind="person", at=at)


def _joined(asked: Q) -> QuerySet[Ticket]:
    return Ticket.objects.filter(asked).select_related(
        "session__service", "session__practitioner", "outside"
    )


def _view(row: Ticket) -> AppointmentView:
    session, elsewhere = row.session, outside_row(row)
    own = label_of(session.letter, row.series, row.number)
    return AppointmentView(
        ticket_id=row.pk,
        code=row.code,
        label=elsewhere.label if elsewhere else own,
        state=TicketState(row.state),
        person_id=row.person_id,
        session_id=session.pk,
        service_code=session.service.code,
        service_name=session.service.name,
        practitioner_name=session.practitioner.name,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        booked_at=row.booked_at,
    )
