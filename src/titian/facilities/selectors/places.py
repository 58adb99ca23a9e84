"""One facility, or the facilities of a kind of question."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from titian.facilities.errors import FacilityUnknown
from titian.facilities.models import Facility, OpeningHours
from titian.facilities.rules.managing import MANAGER, is_everywhere
from titian.facilities.types import FacilityKind, FacilityView, OpeningView
from titian.kernel.actors import Actor

AREA = ("regency", "district", "village")


def facility(facility_id: int) -> FacilityView:
    """Raises FacilityUnknown."""
    return _the_one(Facility.objects.filter(pk=facility_id))


def facility_by_code(code: str) -> FacilityView:
    """Raises FacilityUnknown."""
    return _the_one(Facility.objects.filter(code=code))


def facility_views(facility_ids: Iterable[int]) -> dict[int, FacilityView]:
    """The facilities with these ids, by id; unknown ids are missing."""
    found = Facility.objects.filter(pk__in=list(facility_ids)).select_related(*AREA)
    return {one.pk: view_of(one) for one in found}


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Names by code; unknown codes are missing."""
    return dict(Facility.objects.filter(code__in=set(codes)).values_list("code", "name"))


def ids_of_codes(codes: Iterable[str]) -> dict[str, int]:
    """Ids by code; unknown codes are missing."""
    return dict(Facility.objects.filter(code__in=set(codes)).values_list("code", "id"))


def puskesmas_by_regency() -> dict[str, list[int]]:
    """The ids of all puskesmas, by the code of their kabupaten/kota."""
    found: dict[str, list[int]] = {}
    rows = Facility.objects.filter(kind=FacilityKind.PUSKESMAS).order_by("id")
    for pk, regency in rows.values_list("id", "regency_id"):
        found.setdefault(regency, []).append(pk)
    return found


def facilities_using_titian() -> list[int]:
    return list(
        Facility.objects.filter(uses_titian=True).order_by("id").values_list("id", flat=True)
    )


def facilities_with_own_queue() -> list[FacilityView]:
    """Those on Titian whose numbers come from their own system."""
    rows = Facility.objects.filter(uses_titian=True, keeps_own_queue=True)
    return [view_of(one) for one in rows.select_related(*AREA).order_by("name")]


def facilities_managed_by(actor: Actor, *, limit: int = 50) -> list[FacilityView]:
    """The facilities on Titian whose schedules this staff member may edit."""
    managing = [grant.scope for grant in actor.grants if grant.role == MANAGER]
    if not managing:
        return []
    reach = Q(code__in=[scope.code for scope in managing])
    if any(is_everywhere(scope) for scope in managing):
        reach = Q()
    found = Facility.objects.filter(reach, uses_titian=True).select_related(*AREA)
    return [view_of(one) for one in found.order_by("name")[:limit]]


def opening_hours(facility_id: int) -> list[OpeningView]:
    hours = OpeningHours.objects.filter(facility_id=facility_id).order_by("weekday")
    return [OpeningView(one.weekday, one.opens, one.closes) for one in hours]


def view_of(one: Facility) -> FacilityView:
    """Needs regency, district and village joined."""
    return FacilityView(
        id=one.pk,
        code=one.code,
        name=one.name,
        kind=FacilityKind(one.kind),
        regency_code=one.regency_id,
        regency_name=one.regency.name,
        district_name=one.district.name if one.district else "",
        village_name=one.village.name if one.village else "",
        smallest_region=one.village_id or one.district_id or one.regency_id,
        timezone=one.timezone,
        uses_titian=one.uses_titian,
        is_sample=one.is_sample,
        phone=one.phone,
        address_note=one.address_note,
        scheme_code=one.scheme_code or "",
        keeps_own_queue=one.keeps_own_queue,
        hospital_class=one.hospital_class,
    )


def _the_one(query: QuerySet[Facility]) -> FacilityView:
    found = query.select_related(*AREA).first()
    if found is None:
        raise FacilityUnknown
    return view_of(found)
