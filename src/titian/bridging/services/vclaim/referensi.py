"""VClaim Referensi (§7.2): the lists that hospitals choose codes from."""

from collections.abc import Iterable

from titian.bridging.errors import WireRefused
from titian.bridging.rules.vclaim.reference import (
    AFTER_CARE,
    DISCHARGES,
    WARD_CLASSES,
    wire_region,
)
from titian.bridging.rules.wire_fields import REFUSED, day_said
from titian.bridging.types.wire import Call, Handler, Reply, Route, Wire, sealed
from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityKind, FacilityView
from titian.referrals import selectors as referrals_read
from titian.regions import selectors as regions_read
from titian.regions.types import RegionKind
from titian.visits import selectors as visits_read

_NOTHING = "Data Tidak Ditemukan"
_LIMIT = 100

Pair = tuple[str, str]


def diagnoses(call: Call) -> Reply:
    """By code or words; `nama` begins with the code, as hospitals print it."""
    found = referrals_read.diagnoses(call.values["cari"].strip(), limit=_LIMIT)
    return _listed("diagnosa", ((one.code, f"{one.code} - {one.name}") for one in found))


def procedures(call: Call) -> Reply:
    found = referrals_read.procedures(call.values["cari"].strip(), limit=_LIMIT)
    return _listed("procedure", ((one.code, f"{one.code} {one.name}") for one in found))


def chronic_programmes(call: Call) -> Reply:
    """The back-referral programmes; their codes have three signs, as hospitals store them."""
    del call
    found = referrals_read.chronic_programmes()
    return _listed("list", ((f"{one.code:<3}", one.name) for one in found))


def chronic_medicines(call: Call) -> Reply:
    """Medicines that go home with a back-referral plan, by a part of their name."""
    found = visits_read.listed_medicines(call.values["nama"].strip())
    return _listed("list", ((one.code, one.name) for one in found if one.is_back_referral))


def clinics(call: Call) -> Reply:
    found = facilities_read.specialties(call.values["cari"], limit=_LIMIT)
    return _listed("poli", ((one.code, one.name) for one in found))


def facilities(call: Call) -> Reply:
    """Clients of Khanza look for the message "Sukses"."""
    text, is_hospital = call.values["cari"].strip(), call.values["jenis"] == "2"
    found = [one for one in _facilities(text) if (one.kind is FacilityKind.HOSPITAL) == is_hospital]
    return _listed("faskes", ((one.scheme_code, one.name) for one in found), message="Sukses")


def _facilities(text: str) -> list[FacilityView]:
    by_code = facilities_read.facilities_by_scheme_codes([text.upper()])
    return list(by_code.values()) or facilities_read.find_facilities(text, limit=_LIMIT)


def doctors_on_duty(call: Call) -> Reply:
    """Doctors of the caller who sit for a specialty that day."""
    on = day_said(call.values["tgl"], "tglPelayanan")
    own = call.caller.facility_id
    wanted = call.values["spesialis"].upper()
    services = {one.id for one in facilities_read.services_of(own) if one.code.upper() == wanted}
    sitting = {
        one.practitioner_id
        for one in facilities_read.planned_sessions([own], on, on)
        if one.service_id in services
    }
    found = facilities_read.practitioners_by_id(sitting).values()
    return _listed("list", sorted((str(one.scheme_code), one.name) for one in found))


def doctors(call: Call) -> Reply:
    """Doctors of the caller by a part of their name."""
    words = call.values["nama"].casefold()
    own = facilities_read.practitioners_of(call.caller.facility_id)
    found = ((str(one.scheme_code), one.name) for one in own if words in one.name.casefold())
    return _listed("list", found)


def provinces(call: Call) -> Reply:
    del call
    return _regions("", RegionKind.PROVINCE)


def regencies(call: Call) -> Reply:
    return _regions(wire_region(call.values["kode"]), RegionKind.REGENCY)


def districts(call: Call) -> Reply:
    return _regions(wire_region(call.values["kode"]), RegionKind.DISTRICT)


def _regions(code: str, kind: RegionKind) -> Reply:
    found = regions_read.within(code, kind)
    return _listed("list", ((one.replace(".", ""), name) for one, name in found))


def specialties(call: Call) -> Reply:
    del call
    found = facilities_read.specialties(limit=500)
    return _listed("list", ((one.code, one.name) for one in found if not one.code.isdecimal()))


def rooms(call: Call) -> Reply:
    """The caller's own rooms, as it keeps them in its bed list."""
    found = facilities_read.bed_rooms(call.caller.facility_id)
    return _listed("list", ((one.room.code, one.room.name) for one in found))


def ward_classes(call: Call) -> Reply:
    del call
    return _listed("list", WARD_CLASSES.items())


def discharges(call: Call) -> Reply:
    del call
    return _listed("list", DISCHARGES.items())


def after_care(call: Call) -> Reply:
    del call
    return _listed("list", AFTER_CARE.items())


def _listed(key: str, found: Iterable[Pair], *, message: str = "") -> Reply:
    rows = [{"kode": code, "nama": name} for code, name in found]
    if not rows:
        raise WireRefused(REFUSED, _NOTHING)
    return sealed({key: rows}, message=message)


def _route(template: str, handle: Handler) -> Route:
    return Route(Wire.VCLAIM, ("GET",), f"/referensi/{template}", handle)


ROUTES = (
    _route("diagnosa/{cari}", diagnoses),
    _route("procedure/{cari}", procedures),
    _route("diagnosaprb", chronic_programmes),
    _route("obatprb/{nama}", chronic_medicines),
    _route("poli/{cari}", clinics),
    _route("faskes/{cari}/{jenis}", facilities),
    _route("dokter/pelayanan/{jenis}/tglPelayanan/{tgl}/Spesialis/{spesialis}", doctors_on_duty),
    _route("dokter/{nama}", doctors),
    _route("propinsi", provinces),
    _route("kabupaten/propinsi/{kode}", regencies),
    _route("kecamatan/kabupaten/{kode}", districts),
    _route("spesialistik", specialties),
    _route("ruangrawat", rooms),
    _route("kelasrawat", ward_classes),
    _route("carakeluar", discharges),
    _route("pascapulang", after_care),
)
