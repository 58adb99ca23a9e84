"""Aplicares (§9): a hospital's own system keeps its beds, the same rows as its wards by hand."""

from collections.abc import Callable

from titian.bridging.errors import WireRefused
from titian.bridging.rules import aplicares as said
from titian.bridging.types.wire import Call, Handler, Reply, Route, Wire, bare, plain
from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.errors import FacilityUnknown

_BASES = ("/rest", "", "/rest/rest")  # some put it into the base address, some do both


def classes(call: Call) -> Reply:
    del call
    found = said.classes()
    return plain({"list": found}, more={"totalitems": len(found)})


def read(call: Call) -> Reply:
    """Anybody's rooms: what is free is public. Rows from `start`, counted from 1."""
    start, limit = said.page_said(call.values["start"], call.values["limit"])
    code = call.values["kodeppk"].upper()
    try:
        place = facilities_read.facility_by_scheme_code(code)
    except FacilityUnknown as error:
        raise WireRefused(said.REFUSED, "Kode PPK tidak ditemukan") from error
    rooms = facilities_read.bed_rooms(place.id)
    shown = rooms[start - 1 : start - 1 + limit]
    rows = [said.room_line(one, code, start + n) for n, one in enumerate(shown)]
    return plain({"list": rows}, more={"totalitems": len(rooms)})


def create(call: Call) -> Reply:
    _write(call, facilities.add_bed_room)
    return bare(said.CREATED)


def update(call: Call) -> Reply:
    _write(call, facilities.set_bed_room)
    return bare(said.UPDATED)


def delete(call: Call) -> Reply:
    _require_own(call)
    facilities.remove_bed_room(
        facility_id=call.caller.facility_id,
        bed_class=said.class_said(call.body),
        code=said.code_said(call.body),
        by=call.by,
        at=call.at,
    )
    return bare(said.DELETED)


def _write(call: Call, write: Callable[..., int]) -> None:
    _require_own(call)
    write(
        facility_id=call.caller.facility_id,
        room=said.room_said(call.body),
        beds=said.beds_said(call.body),
        by=call.by,
        at=call.at,
    )


def _require_own(call: Call) -> None:
    if call.values["kodeppk"].upper() != call.caller.scheme_code.upper():
        raise WireRefused(said.REFUSED, "Kode PPK bukan milik Anda")


def _routes(methods: tuple[str, ...], path: str, handle: Handler) -> tuple[Route, ...]:
    return tuple(Route(Wire.APLICARES, methods, f"{base}{path}", handle) for base in _BASES)


ROUTES = (
    *_routes(("GET",), "/ref/kelas", classes),
    *_routes(("GET",), "/bed/read/{kodeppk}/{start}/{limit}", read),
    *_routes(("POST",), "/bed/create/{kodeppk}", create),
    *_routes(("POST", "PUT"), "/bed/update/{kodeppk}", update),
    *_routes(("POST", "PUT", "DELETE"), "/bed/delete/{kodeppk}", delete),
)
