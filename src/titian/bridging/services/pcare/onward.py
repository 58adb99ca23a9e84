"""`/spesialis/rujuk`: the hospitals that could take a patient on a day, and how full they are."""

from collections.abc import Collection, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from titian.bridging.rules.pcare.referring import MEANS, of_group, specialty_of
from titian.bridging.rules.pcare.shapes import listed, nothing, unknown_code
from titian.bridging.rules.wire_fields import day_said
from titian.bridging.services.pcare.people import person_of
from titian.bridging.types.wire import Call, Reply, Route, Wire, sealed
from titian.facilities import selectors as facilities_read
from titian.facilities.errors import SpecialtyUnknown
from titian.facilities.types import FacilityView, PlannedSession
from titian.referrals import selectors as referrals_read

_MOST = 20
_NO_MEANS = ("0", "null")  # what programs write when none is chosen


def for_specialty(call: Call) -> Reply:
    code = specialty_of(call.values["kdSubSpesialis"])
    if call.values["kdSarana"].lower() not in (*MEANS, *_NO_MEANS):
        raise unknown_code("kdSarana", call.values["kdSarana"])
    return _answered(call, code)


def for_group(call: Call) -> Reply:
    person_of(call, call.values["noKartu"])
    return _answered(call, of_group(call.values["kdKhusus"].upper(), ""))


def for_group_and_specialty(call: Call) -> Reply:
    person_of(call, call.values["noKartu"])
    group = call.values["kdKhusus"].upper()
    return _answered(call, of_group(group, call.values["kdSubSpesialis"]))


def _answered(call: Call, specialty_code: str) -> Reply:
    _require_specialty(specialty_code)
    day = day_said(call.values["tglEstRujuk"])
    here = facilities_read.facility(call.caller.facility_id)
    found = facilities_read.hospitals_with(
        specialty_code, near_to=here.smallest_region, limit=_MOST
    )
    if not found:
        raise nothing()
    sittings = _sittings([one.id for one in found if one.uses_titian], specialty_code, day)
    return sealed(listed(_shown(one, specialty_code, day, sittings) for one in found))


def _require_specialty(code: str) -> None:
    try:
        facilities_read.specialty(code)
    except SpecialtyUnknown:
        raise unknown_code("kdSubSpesialis", code) from None


def _sittings(
    facility_ids: Collection[int], specialty_code: str, day: date
) -> Mapping[int, list[PlannedSession]]:
    """What these hospitals plan of the specialty that day."""
    found: dict[int, list[PlannedSession]] = {}
    if not facility_ids:
        return found
    services = {
        one.id
        for facility_id in facility_ids
        for one in facilities_read.services_of(facility_id)
        if one.code == specialty_code
    }
    for session in facilities_read.planned_sessions(facility_ids, day, day):
        if session.service_id in services:
            found.setdefault(session.facility_id, []).append(session)
    return found


def _shown(
    place: FacilityView,
    specialty_code: str,
    day: date,
    sittings: Mapping[int, list[PlannedSession]],
) -> dict[str, object]:
    """Of a hospital that does not plan here, places and hours are not known: null."""
    planned = sittings.get(place.id, [])
    coming = referrals_read.planned_counts(place.id, day).get(specialty_code, 0)
    places = sum(one.bookable + one.counter + one.reserve for one in planned)
    zone = ZoneInfo(place.timezone)
    hours = (
        f"{one.starts_at.astimezone(zone):%H:%M}-{one.ends_at.astimezone(zone):%H:%M}"
        for one in planned
    )
    is_known = place.uses_titian
    return {
        "kdppk": place.scheme_code,
        "nmppk": place.name,
        "alamatPpk": place.address_note or place.place,
        "telpPpk": place.phone or None,
        "kelas": place.hospital_class,
        "nmkc": place.regency_name,
        "distance": None,
        "jadwal": ", ".join(hours) if is_known else None,
        "jmlRujuk": coming,
        "kapasitas": places if is_known else None,
        "persentase": round(100 * coming / places, 2) if places else None,
    }


_BASE = "/spesialis/rujuk"
ROUTES = (
    Route(
        Wire.PCARE,
        ("GET",),
        _BASE + "/subspesialis/{kdSubSpesialis}/sarana/{kdSarana}/tglEstRujuk/{tglEstRujuk}",
        for_specialty,
    ),
    Route(
        Wire.PCARE,
        ("GET",),
        _BASE + "/khusus/{kdKhusus}/noKartu/{noKartu}/tglEstRujuk/{tglEstRujuk}",
        for_group,
    ),
    Route(
        Wire.PCARE,
        ("GET",),
        _BASE
        + "/khusus/{kdKhusus}/subspesialis/{kdSubSpesialis}/noKartu/{noKartu}"
        + "/tglEstRujuk/{tglEstRujuk}",
        for_group_and_specialty,
    ),
)
