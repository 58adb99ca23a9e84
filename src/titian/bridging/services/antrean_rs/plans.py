"""`ref/…` and `jadwaldokter/…`: clients wait for bare arrays, and for the code 1 from `ref/…`."""

from zoneinfo import ZoneInfo

from titian.bridging.errors import WireRefused
from titian.bridging.rules import antrean_rs as words
from titian.bridging.rules.wire_fields import day_said
from titian.bridging.services.antrean_places import service_of
from titian.bridging.services.antrean_rs.asking import NO_CONTENT, own_facility
from titian.bridging.types.wire import Call, Reply, Route, Wire, sealed
from titian.facilities import selectors as facilities_read
from titian.members import selectors as members_read
from titian.members.errors import PersonUnknown
from titian.members.types import Participant
from titian.visits import selectors as visits_read

_FOUND = 1
_MOST = 500


def specialties(call: Call) -> Reply:
    del call
    found = facilities_read.specialties("", limit=_MOST)
    names = {one.code: one.name for one in found}
    return sealed(words.specialties(found, names), message="OK", code=_FOUND)


def doctors(call: Call) -> Reply:
    found = words.doctors(facilities_read.practitioners_of(call.caller.facility_id))
    if not found:
        raise NO_CONTENT
    return sealed(found, message="OK", code=_FOUND)


def planned(call: Call) -> Reply:
    """One row for each session of a doctor on that day."""
    service = service_of(call, call.values["kodepoli"])
    day = day_said(call.values["tanggal"])
    facility = own_facility(call)
    sessions = [
        one
        for one in facilities_read.planned_sessions([facility.id], day, day)
        if one.service_id == service.id
    ]
    if not sessions:
        raise NO_CONTENT
    names = facilities_read.practitioners_by_id({one.practitioner_id for one in sessions})
    return sealed(words.planned(sessions, service, names, ZoneInfo(facility.timezone)))


def fingerprint_services(call: Call) -> Reply:
    """Every service here may ask for a fingerprint."""
    found = facilities_read.services_of(call.caller.facility_id)
    return sealed(words.fingerprint_services(found), code=_FOUND)


def fingerprint_person(call: Call) -> Reply:
    """`daftarfp`: whether this facility has made sure of the person today."""
    whose = _whose(call)
    person_id = whose.standing.person_id
    sure = visits_read.identity_passed(
        person_id, call.caller.facility_id, on=call.on, viewer=call.by
    )
    payload = {
        "nomorkartu": whose.card_number,
        "nik": whose.nik,
        "tgllahir": whose.standing.birth_date.isoformat(),
        "daftarfp": int(sure),
    }
    return sealed(payload, code=_FOUND)


def _whose(call: Call) -> Participant:
    kind, number = call.values["jenis"].lower(), call.values["nomor"]
    try:
        if kind == "nik":
            return members_read.participant_by_nik(number, viewer=call.by, on=call.on, at=call.at)
        if kind == "noka":
            return members_read.participant_by_card(number, viewer=call.by, on=call.on, at=call.at)
    except PersonUnknown:
        raise NO_CONTENT from None
    raise WireRefused(words.REFUSED, "identitas harus nik atau noka")


_FP = "/ref/pasien/fp/identitas/{jenis}/noidentitas/{nomor}"

ROUTES = (
    Route(Wire.ANTREAN_RS, ("GET",), "/ref/poli", specialties),
    Route(Wire.ANTREAN_RS, ("GET",), "/ref/dokter", doctors),
    Route(Wire.ANTREAN_RS, ("GET",), "/ref/poli/fp", fingerprint_services),
    Route(Wire.ANTREAN_RS, ("GET",), _FP, fingerprint_person),
    Route(
        Wire.ANTREAN_RS,
        ("GET",),
        "/jadwaldokter/kodepoli/{kodepoli}/tanggal/{tanggal}",
        planned,
    ),
)
