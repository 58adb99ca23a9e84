"""VClaim RencanaKontrol (§7.5): on which days a clinic sits, and how full it is."""

from datetime import date

from titian.bridging.rules.vclaim import control as said
from titian.bridging.rules.vclaim import words
from titian.bridging.rules.vclaim.asking import nothing, refused
from titian.bridging.rules.wire_fields import day_said
from titian.bridging.services.vclaim import capacity, patients
from titian.bridging.types.wire import Call, Handler, Reply, Route, Wire, sealed
from titian.facilities import selectors as facilities_read
from titian.visits import selectors as visits_read


def specialties(call: Call) -> Reply:
    """The caller's clinics of a day. The number is a card for an admission, else a SEP."""
    number = call.values["nomor"].strip()
    if _kind(call) == words.ADMISSION:
        patients.by_card(call, number)
    else:
        visits_read.letter(number, viewer=call.by, at=call.at)
    loads = capacity.of_day(call.caller.facility_id, _day(call))
    if not loads:
        raise nothing()
    rows = [said.load(one.code, one.name, one.capacity, one.planned) for one in loads]
    return sealed({"list": rows})


def doctors(call: Call) -> Reply:
    """Who of the caller's sits for a specialty that day, and when."""
    _kind(call)
    found = capacity.sittings(call.caller.facility_id, call.values["poli"], _day(call))
    if not found:
        raise nothing()
    known = facilities_read.practitioners_by_id({one.practitioner_id for one in found})
    rows = [
        {
            "kodeDokter": str(known[one.practitioner_id].scheme_code),
            "namaDokter": known[one.practitioner_id].name,
            "jadwalPraktek": f"{one.starts:%H:%M} - {one.ends:%H:%M}",
            "kapasitas": str(one.places),
        }
        for one in found
    ]
    return sealed({"list": rows})


def _day(call: Call) -> date:
    return day_said(call.values["tgl"], "TglRencanaKontrol")


def _kind(call: Call) -> str:
    kind = call.values["jenis"].strip()
    if kind not in words.CONTROL_KINDS:
        raise refused("JnsKontrol diisi 1 (SPRI) atau 2 (Rencana Kontrol)")
    return kind


def _get(template: str, handle: Handler) -> Route:
    return Route(Wire.VCLAIM, ("GET",), f"/RencanaKontrol/{template}", handle)


ROUTES = (
    _get("ListSpesialistik/JnsKontrol/{jenis}/nomor/{nomor}/TglRencanaKontrol/{tgl}", specialties),
    _get("JadwalPraktekDokter/JnsKontrol/{jenis}/KdPoli/{poli}/TglRencanaKontrol/{tgl}", doctors),
)
