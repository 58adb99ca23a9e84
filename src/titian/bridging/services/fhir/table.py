"""Every kind of resource with what may be asked of it; the capability statement tells the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from titian.bridging.services.fhir import care, eligibility, people, places
from titian.bridging.types.fhir import (
    FhirCall,
    FhirType,
    Node,
    Param,
    ParamKind,
    Part,
    Question,
    Right,
)

_ID = Param("_id", ParamKind.CODE, "Id sumber daya")
_PATIENT = Param("patient", ParamKind.REFERENCE, "Patient/<id> yang sudah ditemukan")


@dataclass(frozen=True, slots=True)
class Resource:
    """`read` answers None for what is not there, or not the caller's."""

    about: str
    read: Callable[[FhirCall, str], Node | None]
    search: Callable[[FhirCall, Question], Part]
    params: tuple[Param, ...]
    create: Callable[[FhirCall, Node], tuple[Node, bool]] | None = None

    @property
    def rights(self) -> tuple[Right, ...]:
        return (Right.READ, Right.SEARCH, *((Right.CREATE,) if self.create else ()))


def _token(name: str, about: str) -> Param:
    return Param(name, ParamKind.CODE, about)


def _date(name: str, about: str) -> Param:
    return Param(name, ParamKind.DATE, about)


_NUMBER = _token("identifier", "NIK atau nomor kartu, dengan atau tanpa sistemnya")
_FACILITY = (
    _token("identifier", "Kode faskes atau kode PPK"),
    Param("name", ParamKind.STRING, "Nama atau tempat"),
    _ID,
)

RESOURCES: Mapping[FhirType, Resource] = {
    FhirType.PATIENT: Resource(
        "Peserta yang nomornya Anda pegang; setiap lihat dicatat",
        people.read_patient,
        people.search_patients,
        (_NUMBER, _ID),
    ),
    FhirType.COVERAGE: Resource(
        "Kepesertaan: segmen, kelas, FKTP, aktif atau tidak",
        people.read_coverage,
        people.search_coverages,
        (
            _NUMBER,
            Param("beneficiary", ParamKind.REFERENCE, "Patient/<id>"),
            _PATIENT,
            _ID,
        ),
    ),
    FhirType.ELIGIBILITY_REQUEST: Resource(
        "Pertanyaan apakah peserta dijamin pada suatu hari",
        eligibility.read_request,
        eligibility.search_requests,
        (_PATIENT, _date("created", "Hari ditanyakan")),
        eligibility.create_request,
    ),
    FhirType.ELIGIBILITY_RESPONSE: Resource(
        "Jawabannya, seperti pada saat ditanyakan",
        eligibility.read_response,
        eligibility.search_responses,
        (
            _PATIENT,
            Param("request", ParamKind.REFERENCE, "CoverageEligibilityRequest/<id>"),
            _date("created", "Hari dijawab"),
        ),
    ),
    FhirType.ORGANIZATION: Resource(
        "Fasilitas kesehatan sebagai badan",
        places.read_organization,
        places.search_organizations,
        _FACILITY,
    ),
    FhirType.LOCATION: Resource(
        "Fasilitas kesehatan sebagai tempat",
        places.read_location,
        places.search_locations,
        (*_FACILITY, Param("organization", ParamKind.REFERENCE, "Organization/<kode>")),
    ),
    FhirType.SCHEDULE: Resource(
        "Dokter di suatu layanan, dengan jam mingguannya",
        places.read_schedule,
        places.search_schedules,
        (
            Param("actor", ParamKind.REFERENCE, "Location/<kode>; tanpa ini fasilitas sendiri"),
            _token("service-type", "Kode poli"),
        ),
    ),
    FhirType.SLOT: Resource(
        "Satu praktik pada satu hari, dengan sisa tempatnya",
        places.read_slot,
        places.search_slots,
        (
            Param("schedule", ParamKind.REFERENCE, "Schedule/<id>"),
            _date("start", "Hari praktik"),
            _token("status", "free atau busy"),
        ),
    ),
    FhirType.APPOINTMENT: Resource(
        "Nomor antrean di fasilitas sendiri",
        care.read_appointment,
        care.search_appointments,
        (_PATIENT, _date("date", "Hari praktik")),
    ),
    FhirType.SERVICE_REQUEST: Resource(
        "Rujukan dan surat kontrol yang dibuat fasilitas sendiri atau menuju ke sana",
        care.read_service_request,
        care.search_service_requests,
        (_token("identifier", "Nomornya"), _PATIENT, _date("authored", "Hari dibuat"), _ID),
    ),
    FhirType.CLAIM_RESPONSE: Resource(
        "Klaim fasilitas sendiri yang sudah dikirim",
        care.read_claim_response,
        care.search_claim_responses,
        (_token("identifier", "Nomor SEP"), _PATIENT, _ID),
    ),
}
