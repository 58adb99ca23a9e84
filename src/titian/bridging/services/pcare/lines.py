"""`/obat` and `/tindakan`: medicines and procedures of a visit, one line each."""

from titian.bridging.rules import wire_fields as fields
from titian.bridging.rules.pcare import more
from titian.bridging.rules.pcare.shapes import (
    CREATED,
    created,
    listed,
    nothing,
    refused,
    unknown_code,
)
from titian.bridging.types.wire import Call, Reply, Route, Wire, bare, sealed
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.types import ListedProcedure, NewMedicine, NewProcedure, VisitView


def medicines_of(call: Call) -> Reply:
    view = _visit(call, call.values["noKunjungan"])
    if not view.medicines:
        raise nothing()
    stock = visits_read.stock_of(call.caller.facility_id)
    return sealed(listed(more.medicine_shown(one, stock) for one in view.medicines))


def add_medicine(call: Call) -> Reply:
    """The same medicine told again is the same line."""
    code = fields.text(call.body, "kdObat", longest=20)
    listed_one = visits_read.listed_medicine(code) if code else None
    if fields.yes(call.body, "obatDPHO") and listed_one is None:
        raise unknown_code("kdObat", code)
    new = more.medicine(call.body, listed_one)
    view = _visit(call, _said_visit(call))
    line = _same_medicine(view, new)
    if line is None:
        line = visits.add_medicine(visit_id=view.visit_id, medicine=new, by=call.by, at=call.at)
    made = [created("kdObatSK", line), created("kdRacikan", new.compound)]
    return sealed(made, message=CREATED, code=201)


def remove_medicine(call: Call) -> Reply:
    view = _visit(call, call.values["noKunjungan"])
    line = more.line_number(call.values["kdObatSK"], "kdObatSK")
    visits.remove_medicine(visit_id=view.visit_id, line_id=line, by=call.by, at=call.at)
    return bare()


def procedures_of(call: Call) -> Reply:
    view = _visit(call, call.values["noKunjungan"])
    if not view.procedures:
        raise nothing()
    return sealed(listed(more.procedure_shown(one, view) for one in view.procedures))


def add_procedure(call: Call) -> Reply:
    """The same procedure told again is the same line."""
    new = more.procedure(call.body, _listed(call))
    view = _visit(call, _said_visit(call))
    line = _same_procedure(view, new)
    if line is None:
        line = visits.add_procedure(visit_id=view.visit_id, procedure=new, by=call.by, at=call.at)
    return sealed(created("kdTindakanSK", line), message=CREATED, code=201)


def change_procedure(call: Call) -> Reply:
    new = more.procedure(call.body, _listed(call))
    view = _visit(call, _said_visit(call))
    line = more.line_number(fields.text(call.body, "kdTindakanSK"), "kdTindakanSK")
    visits.change_procedure(
        visit_id=view.visit_id, line_id=line, procedure=new, by=call.by, at=call.at
    )
    return bare()


def remove_procedure(call: Call) -> Reply:
    view = _visit(call, call.values["noKunjungan"])
    line = more.line_number(call.values["kdTindakanSK"], "kdTindakanSK")
    visits.remove_procedure(visit_id=view.visit_id, line_id=line, by=call.by, at=call.at)
    return bare()


def _visit(call: Call, number: str) -> VisitView:
    return visits_read.visit_by_number(number, viewer=call.by, at=call.at)


def _said_visit(call: Call) -> str:
    number = fields.text(call.body, "noKunjungan", longest=19)
    if not number:
        raise refused("noKunjungan belum diisi")
    return number


def _listed(call: Call) -> ListedProcedure:
    code = fields.text(call.body, "kdTindakan", longest=20)
    found = visits_read.listed_procedure(code)
    if found is None:
        raise unknown_code("kdTindakan", code)
    return found


def _same_medicine(view: VisitView, new: NewMedicine) -> int | None:
    said = (new.code, new.name, new.compound, new.times, new.each, new.amount)
    for one in view.medicines:
        if (one.code, one.name, one.compound, one.times, one.each, one.amount) == said:
            return one.line_id
    return None


def _same_procedure(view: VisitView, new: NewProcedure) -> int | None:
    said = (new.coded.code, new.cost, new.note, new.result)
    for one in view.procedures:
        if (one.coded.code, one.cost, one.note, one.result) == said:
            return one.line_id
    return None


ROUTES = (
    Route(Wire.PCARE, ("GET",), "/obat/kunjungan/{noKunjungan}", medicines_of),
    Route(Wire.PCARE, ("POST",), "/obat/kunjungan", add_medicine),
    Route(Wire.PCARE, ("DELETE",), "/obat/{kdObatSK}/kunjungan/{noKunjungan}", remove_medicine),
    Route(Wire.PCARE, ("GET",), "/tindakan/kunjungan/{noKunjungan}", procedures_of),
    Route(Wire.PCARE, ("POST",), "/tindakan", add_procedure),
    Route(Wire.PCARE, ("PUT",), "/tindakan", change_procedure),
    Route(
        Wire.PCARE,
        ("DELETE",),
        "/tindakan/{kdTindakanSK}/kunjungan/{noKunjungan}",
        remove_procedure,
    ),
)
