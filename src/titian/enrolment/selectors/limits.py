"""How many people a city pays for and lets its facilities have, for who may change it."""

from datetime import date

from titian.accounts.types import StaffRole
from titian.enrolment.errors import NotEnrolmentOfficer
from titian.enrolment.models import CareLimit, City, CityTerm, LimitChange
from titian.enrolment.selectors.city import agency_code
from titian.enrolment.selectors.reaching import OFFICE
from titian.enrolment.selectors.room import waiting_now
from titian.enrolment.types import CareLine, LimitLine, LimitState, LimitsView, OfficeKind
from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityKind
from titian.kernel.actors import Actor
from titian.kernel.scopes import REGION, Scope
from titian.members import selectors as members_read

_MOST = 200


def limits(*, viewer: Actor, on: date) -> LimitsView:
    """Of the viewer's city. Raises NotEnrolmentOfficer."""
    cities = City.objects.order_by("pk")
    city = next((one for one in cities if keeps_limits(viewer, one.pk)), None)
    if city is None:
        raise NotEnrolmentOfficer
    begun = CityTerm.objects.filter(city=city, valid_from__lte=on).order_by("-valid_from")
    term = begun.first()
    waiting, _ = waiting_now(city.pk)
    return LimitsView(
        city=city.pk,
        city_name=city.name,
        people_paid=term.people_paid if term else None,
        people_now=city.people_now,
        people_waiting=waiting,
        basis=term.basis if term else "",
        care=_care(city.pk),
        proposed=_proposed(city.pk, viewer),
        facilities=_first_care(city.pk),
    )


def keeps_limits(viewer: Actor, city: str) -> bool:
    """Who keeps the city's procedures, and its health office."""
    health = Scope(OFFICE, agency_code(city, OfficeKind.HEALTH))
    return viewer.may(StaffRole.PROCEDURE, Scope(REGION, city)) or viewer.may(
        StaffRole.AGENCY, health
    )


def _care(city: str) -> tuple[CareLine, ...]:
    rows = CareLimit.objects.filter(city=city).select_related("facility")
    found = list(rows.order_by("facility__name", "pk"))
    have = members_read.people_at([row.facility_id for row in found])
    return tuple(
        CareLine(row.facility.code, row.facility.name, row.people, have.get(row.facility_id, 0))
        for row in found
    )


def _proposed(city: str, viewer: Actor) -> tuple[LimitLine, ...]:
    rows = LimitChange.objects.filter(city=city, state=LimitState.PROPOSED)
    return tuple(
        LimitLine(
            id=row.pk,
            facility_name=row.facility.name if row.facility else "",
            people=row.people,
            valid_from=row.valid_from,
            basis=row.basis,
            proposed_at=row.proposed_at,
            is_own=row.proposed_by == viewer.ref,
        )
        for row in rows.select_related("facility").order_by("proposed_at", "pk")
    )


def _first_care(city: str) -> tuple[tuple[str, str], ...]:
    near = facilities_read.near(city, limit=_MOST)
    own = [one for one in near if one.regency_code == city]
    first = [one for one in own if one.kind is not FacilityKind.HOSPITAL]
    return tuple(sorted(((one.code, one.name) for one in first), key=lambda pair: pair[1]))
