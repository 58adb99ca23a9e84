"""Facilities, doctors and services by the codes the scheme knows them by."""

from collections.abc import Iterable

from titian.facilities.errors import FacilityUnknown, NotOfFacility, SpecialtyUnknown
from titian.facilities.models import Facility, Practitioner, Service
from titian.facilities.rules import specialties as codes
from titian.facilities.selectors.places import AREA, view_of
from titian.facilities.types import FacilityView, PractitionerView, ServiceView, Specialty


def facility_by_scheme_code(code: str) -> FacilityView:
    """Raises FacilityUnknown."""
    found = facilities_by_scheme_codes([code]).get(code.upper())
    if found is None:
        raise FacilityUnknown
    return found


def facilities_by_scheme_codes(codes: Iterable[str]) -> dict[str, FacilityView]:
    """By code; unknown codes are missing. One statement."""
    wanted = {code.upper() for code in codes}
    found = Facility.objects.filter(scheme_code__in=wanted).select_related(*AREA)
    return {one.scheme_code or "": view_of(one) for one in found}


def practitioner(practitioner_id: int) -> PractitionerView:
    """Raises NotOfFacility when there is no such doctor."""
    found = practitioners_by_id([practitioner_id]).get(practitioner_id)
    if found is None:
        raise NotOfFacility
    return found


def practitioners_by_id(practitioner_ids: Iterable[int]) -> dict[int, PractitionerView]:
    """Unknown ids are missing. One statement."""
    found = Practitioner.objects.filter(pk__in=set(practitioner_ids))
    return {one.pk: practitioner_view(one) for one in found}


def practitioner_by_scheme_code(facility_id: int, code: int) -> PractitionerView:
    """Raises NotOfFacility."""
    found = Practitioner.objects.filter(facility_id=facility_id, scheme_code=code).first()
    if found is None:
        raise NotOfFacility
    return practitioner_view(found)


def practitioner_view(one: Practitioner) -> PractitionerView:
    return PractitionerView(one.pk, one.facility_id, one.name, one.scheme_code or 0)


def service_by_code(facility_id: int, code: str) -> ServiceView:
    """Raises NotOfFacility."""
    one = Service.objects.filter(facility_id=facility_id, code=code.upper()).first()
    if one is None:
        raise NotOfFacility
    return ServiceView(one.pk, one.facility_id, one.code, one.name, one.letter)


def specialties(text: str = "", *, limit: int = 100) -> list[Specialty]:
    """By code or name; all of them without a text."""
    return codes.named(text)[:limit]


def specialty(code: str) -> Specialty:
    """Raises SpecialtyUnknown."""
    found = codes.SPECIALTIES.get(code.upper())
    if found is None:
        raise SpecialtyUnknown(specialty=code)
    return found


def specialty_name(code: str) -> str:
    """The name, or the code itself where it has none."""
    found = codes.SPECIALTIES.get(code.upper())
    return found.name if found else code
