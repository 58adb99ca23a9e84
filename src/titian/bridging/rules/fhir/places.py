"""Organization and Location of a facility; Schedule and Slot of its doctors."""

from collections.abc import Sequence
from dataclasses import dataclass

from titian.bridging.rules.fhir import values
from titian.bridging.rules.fhir.values import concept, hl7, identifier, instant, node, reference
from titian.bridging.types.fhir import FhirType, Node
from titian.bridging.types.wire import Json
from titian.facilities.types import (
    FacilityKind,
    FacilityView,
    PractitionerView,
    ServiceView,
    WeeklyHours,
)
from titian.queue.types import OpenPlace

_KIND = {
    FacilityKind.PUSKESMAS: "Puskesmas",
    FacilityKind.HOSPITAL: "Rumah sakit",
    FacilityKind.CLINIC: "Klinik",
    FacilityKind.PRACTICE: "Praktik dokter",
}
_DAYS = ("", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@dataclass(frozen=True, slots=True)
class Sitting:
    """A doctor at a service, with the weekly hours in force."""

    service: ServiceView
    practitioner: PractitionerView
    hours: Sequence[WeeklyHours]

    @property
    def schedule_id(self) -> str:
        return schedule_id(self.service.id, self.practitioner.id)


def schedule_id(service_id: int, practitioner_id: int) -> str:
    return f"{service_id}-{practitioner_id}"


def organization(facility: FacilityView) -> Node:
    return node(
        resourceType=FhirType.ORGANIZATION.value,
        id=facility.code,
        identifier=_numbers(facility),
        active=True,
        type=[concept(hl7("organization-type"), "prov", _KIND[facility.kind])],
        name=facility.name,
        telecom=_phone(facility),
        address=[_address(facility)],
    )


def location(facility: FacilityView) -> Node:
    return node(
        resourceType=FhirType.LOCATION.value,
        id=facility.code,
        identifier=_numbers(facility),
        status="active",
        name=facility.name,
        mode="instance",
        telecom=_phone(facility),
        address=_address(facility),
        managingOrganization=reference("Organization", facility.code),
    )


def schedule(sitting: Sitting, facility: FacilityView) -> Node:
    """When a doctor sits; the weekly hours in words, its slots hold the days."""
    service, doctor = sitting.service, sitting.practitioner
    told = "; ".join(
        f"{_DAYS[line.weekday]} {line.starts:%H.%M}-{line.ends:%H.%M}" for line in sitting.hours
    )
    return node(
        resourceType=FhirType.SCHEDULE.value,
        id=sitting.schedule_id,
        active=bool(sitting.hours),
        serviceType=[concept(values.SERVICE, service.code, service.name)],
        actor=[
            reference("Location", facility.code, facility.name),
            node(
                display=doctor.name,
                identifier=identifier(values.DOCTOR_CODE, str(doctor.scheme_code))
                if doctor.scheme_code
                else {},
            ),
        ],
        comment=f"{told} {facility.zone_name}" if told else "",
    )


def slot(place: OpenPlace) -> Node:
    """One sitting of one day: free while a place can be booked from afar."""
    return node(
        resourceType=FhirType.SLOT.value,
        id=str(place.session_id),
        schedule=reference("Schedule", schedule_id(place.service_id, place.practitioner_id)),
        status="free" if place.left else "busy",
        start=instant(place.starts_at),
        end=instant(place.ends_at),
        comment=f"Sisa {place.left} dari {place.bookable} tempat",
    )


def _numbers(facility: FacilityView) -> list[Json]:
    return values.identifiers(
        {values.FACILITY_CODE: facility.code, values.SCHEME_CODE: facility.scheme_code}
    )


def _phone(facility: FacilityView) -> list[Json]:
    return [{"system": "phone", "value": facility.phone}] if facility.phone else []


def _address(facility: FacilityView) -> Node:
    return node(
        text=", ".join(filter(None, (facility.address_note, facility.place))),
        city=facility.regency_name,
        district=facility.district_name,
        country="ID",
    )
