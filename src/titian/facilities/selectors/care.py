"""Where an actor writes down care, and where a person can be sent for it."""

from django.db.models import Q

from titian.facilities.models import Facility
from titian.facilities.rules.managing import (
    CARE_ROLES,
    FACILITY,
    is_everywhere,
    may_manage,
    may_record_care,
)
from titian.facilities.selectors.places import AREA, view_of
from titian.facilities.types import FacilityKind, FacilityView
from titian.kernel.actors import Actor, ActorKind
from titian.regions import selectors as regions_read


def records_care(by: Actor, facility_id: int) -> bool:
    """Whether this actor writes down what happens at the facility. One statement."""
    code = Facility.objects.filter(pk=facility_id).values_list("code", flat=True).first()
    return code is not None and may_record_care(by, code)


def manages(by: Actor, facility_id: int) -> bool:
    """Whether this person plans the facility's hours. One statement."""
    code = Facility.objects.filter(pk=facility_id).values_list("code", flat=True).first()
    return code is not None and may_manage(by, code)


def care_codes(by: Actor) -> frozenset[str] | None:
    """The codes of the facilities whose care this actor records; None: of all. No statement."""
    scopes = [grant.scope for grant in by.grants if grant.role in CARE_ROLES]
    if by.kind is ActorKind.SYSTEM or any(is_everywhere(scope) for scope in scopes):
        return None
    return frozenset(scope.code for scope in scopes if scope.kind == FACILITY)


def facilities_where_care_is_recorded(by: Actor, *, limit: int = 50) -> list[FacilityView]:
    """The facilities where this actor writes down care; of all of them those on Titian."""
    codes = care_codes(by)
    if codes is not None and not codes:
        return []
    reach = Q(uses_titian=True) if codes is None else Q(code__in=codes)
    found = Facility.objects.filter(reach).select_related(*AREA)
    return [view_of(one) for one in found.order_by("name")[:limit]]


def hospitals_with(
    specialty_code: str, *, near_to: str, text: str = "", limit: int = 20
) -> list[FacilityView]:
    """Hospitals in and around a regency, those on Titian first, then the nearest.

    One on Titian without the service is left out; of the others nobody knows. Two statements.
    """
    areas = [near_to[:5], *regions_read.neighbours_of(near_to)]
    here = Facility.objects.filter(kind=FacilityKind.HOSPITAL, regency_id__in=areas)
    if text:
        here = here.filter(name__icontains=text)
    lacking = Facility.objects.filter(uses_titian=True).exclude(services__code=specialty_code)
    rows = list(here.exclude(pk__in=lacking.values("pk")).select_related(*AREA))
    rows.sort(
        key=lambda one: (
            not one.uses_titian,
            areas.index(one.regency_id),
            one.district_id != near_to[:8],
            one.name,
        )
    )
    return [view_of(one) for one in rows[:limit]]
