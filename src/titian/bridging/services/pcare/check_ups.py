"""`/MCU`: what the laboratory measured for a visit."""

from datetime import date

from titian.bridging.rules import wire_fields as fields
from titian.bridging.rules.pcare import more
from titian.bridging.rules.pcare.shapes import CREATED, created, listed, nothing, refused
from titian.bridging.types.wire import Call, Reply, Route, Wire, bare, sealed
from titian.visits import selectors as visits_read
from titian.visits import services as visits


def of_visit(call: Call) -> Reply:
    found = visits_read.check_ups(call.values["noKunjungan"], viewer=call.by, at=call.at)
    if not found:
        raise nothing()
    return sealed(listed(more.check_up_shown(one, call.caller.scheme_code) for one in found))


def record(call: Call) -> Reply:
    made = visits.record_check_up(
        visit_number=_visit(call),
        done_on=_day(call),
        values=more.check_up(call.body),
        by=call.by,
        at=call.at,
    )
    return sealed(created("kdMCU", made), message=CREATED, code=201)


def change(call: Call) -> Reply:
    visits.change_check_up(
        check_up_id=more.line_number(fields.text(call.body, "kdMCU"), "kdMCU"),
        visit_number=_visit(call),
        done_on=_day(call),
        values=more.check_up(call.body),
        by=call.by,
        at=call.at,
    )
    return bare()


def remove(call: Call) -> Reply:
    visits.remove_check_up(
        check_up_id=more.line_number(call.values["kdMCU"], "kdMCU"),
        visit_number=call.values["noKunjungan"],
        by=call.by,
        at=call.at,
    )
    return bare()


def _visit(call: Call) -> str:
    number = fields.text(call.body, "noKunjungan", longest=19)
    if not number:
        raise refused("noKunjungan belum diisi")
    return number


def _day(call: Call) -> date:
    found = fields.day(call.body, "tglPelayanan")
    if found is None:
        raise refused("tglPelayanan belum diisi")
    return found


ROUTES = (
    Route(Wire.PCARE, ("GET",), "/MCU/kunjungan/{noKunjungan}", of_visit),
    Route(Wire.PCARE, ("POST",), "/MCU", record),
    Route(Wire.PCARE, ("PUT",), "/MCU", change),
    Route(Wire.PCARE, ("DELETE",), "/MCU/{kdMCU}/kunjungan/{noKunjungan}", remove),
)
