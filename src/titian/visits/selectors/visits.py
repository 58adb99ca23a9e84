"""Visits for those who write them down, each at their own facility."""

from datetime import date, datetime

from django.db.models import Q

from titian.kernel.actors import Actor
from titian.kernel.text import printable
from titian.visits.errors import VisitUnknown
from titian.visits.models import Visit
from titian.visits.selectors.looking import find_own, note_look, works_at
from titian.visits.selectors.rows import line_rows, visit_rows, visit_view
from titian.visits.selectors.rows import visit_line as line_of
from titian.visits.types import VisitLine, VisitState, VisitView

_ALIVE = ~Q(state=VisitState.CANCELLED)


def visit(visit_id: int, *, viewer: Actor, at: datetime) -> VisitView:
    """One visit of the viewer's facility; the look is recorded. Raises `VisitUnknown`."""
    return _one(Q(pk=visit_id), viewer, at)


def visit_by_number(number: str, *, viewer: Actor, at: datetime) -> VisitView:
    """A recorded visit by the number it was given."""
    return _one(Q(number=printable(number, 19)), viewer, at)


def registration(
    *, facility_id: int, on: date, registration: str, viewer: Actor, at: datetime
) -> VisitView:
    """Who was registered under this number that day."""
    number = printable(registration, 12)
    asked = Q(facility=facility_id, day=on, registration=number) & _ALIVE
    return _one(asked, viewer, at)


def registrations(
    *, facility_id: int, on: date, viewer: Actor, start: int = 0, limit: int = 100
) -> list[VisitView]:
    """Everybody registered on a day, in the order of coming; nothing for strangers."""
    if not works_at(viewer, facility_id):
        return []
    rows = visit_rows(Q(facility=facility_id, day=on) & _ALIVE).order_by("id")
    return [visit_view(row) for row in rows[start : start + limit]]


def count_registrations(facility_id: int, on: date, *, viewer: Actor) -> int:
    if not works_at(viewer, facility_id):
        return 0
    return Visit.objects.filter(_ALIVE, facility=facility_id, day=on).count()


def day_of_visits(
    facility_id: int, *, on: date, viewer: Actor, limit: int = 300
) -> list[VisitLine]:
    """The day's list at a desk, the latest first."""
    if not works_at(viewer, facility_id):
        return []
    rows = line_rows(Q(facility=facility_id, day=on) & _ALIVE).order_by("-id")
    return [line_of(row) for row in rows[:limit]]


def tickets_linked(facility_id: int, *, on: date, viewer: Actor) -> list[int]:
    """Tickets of a day that are written down already."""
    if not works_at(viewer, facility_id):
        return []
    linked = Visit.objects.filter(
        _ALIVE, facility=facility_id, day=on, ticket_id__isnull=False
    ).values_list("ticket_id", flat=True)
    return [ticket for ticket in linked if ticket is not None]


def visits_of(
    person_id: int, *, facility_id: int, viewer: Actor, at: datetime, limit: int = 50
) -> list[VisitView]:
    """What a facility has written down about its patient, newest first; a look."""
    if not works_at(viewer, facility_id):
        return []
    asked = Q(person=person_id, facility=facility_id, state=VisitState.ENDED)
    found = [visit_view(row) for row in visit_rows(asked).order_by("-day", "-id")[:limit]]
    if found:
        note_look(person_id, by=viewer, at=at)
    return found


def find_visit(
    *, facility_id: int, person_id: int, service_code: str = "", on: date, viewer: Actor
) -> VisitView | None:
    """The one row of a person's coming to a service on a day, if there is one.

    Without a service: that of the day, unless the person came to more than one.
    """
    if not works_at(viewer, facility_id):
        return None
    asked = Q(facility=facility_id, person=person_id, day=on) & _ALIVE
    if service_code:
        asked &= Q(service_code=service_code)
    rows = list(visit_rows(asked).order_by("-id")[:2])
    return visit_view(rows[0]) if rows and (service_code or len(rows) == 1) else None


def _one(condition: Q, viewer: Actor, at: datetime) -> VisitView:
    found = find_own(Visit.objects.filter(condition), viewer)
    if found is None:
        raise VisitUnknown
    view = visit_view(visit_rows(Q(pk=found)).get())
    note_look(view.person_id, by=viewer, at=at)
    return view
