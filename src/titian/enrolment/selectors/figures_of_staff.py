"""The month for who works on it, and what lies at each office now: no person, every group."""

from datetime import date, datetime

from django.db.models import Count, Min, Q

from titian.accounts.types import StaffRole
from titian.enrolment.errors import NotEnrolmentOfficer
from titian.enrolment.models import City, Step
from titian.enrolment.selectors.city import city as city_of
from titian.enrolment.selectors.city import offices_of
from titian.enrolment.selectors.counting import count_reasons, count_sent, month_of
from titian.enrolment.selectors.figures import step_figures, whole_of
from titian.enrolment.selectors.room import waiting_now
from titian.enrolment.types import (
    OfficeKind,
    OfficeView,
    OpenFigure,
    StaffFigures,
    StepState,
    VillageFigure,
    WaitingFigure,
)
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import REGION, Scope

_OF_A_REGION = (StaffRole.PROCEDURE, StaffRole.BRANCH, StaffRole.OPERATOR)
_OF_AN_OFFICE = (StaffRole.AGENCY, StaffRole.SIGNER)
_AGENCIES = tuple(kind for kind in OfficeKind if kind is not OfficeKind.VILLAGE)


def figured_cities(viewer: Actor) -> tuple[tuple[str, str], ...]:
    """Cities whose figures this viewer works with: code and name."""
    if viewer.kind is not ActorKind.STAFF:
        return ()
    found = City.objects.order_by("name").values_list("code", "name")
    return tuple((code, name) for code, name in found if _works_on(viewer, code))


def figures_of_staff(city: str, month: date, *, viewer: Actor, at: datetime) -> StaffFigures:
    """Raises NotThisCity, and NotEnrolmentOfficer for who has no part in it."""
    place = city_of(city)
    if not _works_on(viewer, city):
        raise NotEnrolmentOfficer
    offices = offices_of(city)
    asked = month_of(city, month, offices, at)
    sent = count_sent(asked)
    names = {one.village: one.name for one in offices if one.village}
    villages = [VillageFigure(v.village, names[v.village], v.outcome) for v in sent if v.village]
    return StaffFigures(
        city=city,
        city_name=place.name,
        timezone=place.timezone,
        month=month,
        as_of=at,
        whole=whole_of(sent),
        villages=tuple(sorted(villages, key=lambda one: one.name)),
        steps=tuple(step_figures(asked, offices)),
        reasons=tuple(sorted(count_reasons(asked), key=lambda one: (one.act, -one.people))),
        open_now=_open_now(offices, at),
        waiting=WaitingFigure(*waiting_now(city)),
    )


def _works_on(viewer: Actor, city: str) -> bool:
    region = Scope(REGION, city)
    offices = [Scope("office", f"{city}/{kind}") for kind in _AGENCIES]
    return any(viewer.may(role, region) for role in _OF_A_REGION) or any(
        viewer.may(role, office) for role in _OF_AN_OFFICE for office in offices
    )


def _open_now(offices: tuple[OfficeView, ...], at: datetime) -> tuple[OpenFigure, ...]:
    agencies = [one for one in offices if not one.village]
    waiting = Step.objects.filter(
        office__in=[one.code for one in agencies], state=StepState.OPEN
    ).values_list("office")
    counted = waiting.annotate(
        n=Count("pk"), late=Count("pk", filter=Q(due_at__lte=at)), oldest=Min("opened_at")
    ).order_by()
    found = {code: (n, late, oldest) for code, n, late, oldest in counted}
    return tuple(
        OpenFigure(one.code, one.name, *found.get(one.code, (0, 0, None))) for one in agencies
    )
