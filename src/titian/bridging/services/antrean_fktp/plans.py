"""`/ref/poli` and `/ref/dokter`: what the clinic plans on a day. Clients wait for a bare array,
the code 1 and the word OK (bpjs-protocols §6.1, §11.9).
"""

from zoneinfo import ZoneInfo

from titian.bridging.errors import WireRefused
from titian.bridging.rules import antrean_fktp as words
from titian.bridging.rules.wire_fields import day_said
from titian.bridging.services.antrean_places import service_of
from titian.bridging.types.wire import Call, Reply, Route, Wire, sealed
from titian.facilities import selectors as facilities_read

_FOUND = 1


def services(call: Call) -> Reply:
    facility = call.caller.facility_id
    day = day_said(call.values["tanggal"])
    planned = {one.service_id for one in facilities_read.planned_sessions([facility], day, day)}
    found = [one for one in facilities_read.services_of(facility) if one.id in planned]
    return _listed(words.services(found))


def doctors(call: Call) -> Reply:
    facility = call.caller.facility_id
    service = service_of(call, call.values["kodepoli"])
    day = day_said(call.values["tanggal"])
    planned = facilities_read.planned_sessions([facility], day, day)
    sittings = [one for one in planned if one.service_id == service.id]
    people = facilities_read.practitioners_by_id({one.practitioner_id for one in sittings})
    zone = ZoneInfo(facilities_read.facility(facility).timezone)
    return _listed(words.doctors(sittings, people, zone))


def _listed(rows: list[dict[str, object]]) -> Reply:
    if not rows:
        raise WireRefused(204, "No Content")
    return sealed(rows, code=_FOUND, message="OK")


ROUTES = (
    Route(Wire.ANTREAN_FKTP, ("GET",), "/ref/poli/tanggal/{tanggal}", services),
    Route(
        Wire.ANTREAN_FKTP, ("GET",), "/ref/dokter/kodepoli/{kodepoli}/tanggal/{tanggal}", doctors
    ),
)
