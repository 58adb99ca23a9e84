"""Writing: a prescription on a letter, its medicines, what the pharmacy has. Bodies are bare."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from titian.bridging.errors import WireRefused
from titian.bridging.rules import wire_fields as fields
from titian.bridging.rules.pharmacy import prescriptions as shapes
from titian.bridging.services.pharmacy.asking import whose
from titian.bridging.types.wire import Call, Reply, Route, Wire, bare, sealed
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.errors import PrescriptionNotPossible

# What does not fit, in the words of the body that was sent.
_UNFIT: Mapping[str, str] = {
    "kind": "KDJNSOBAT harus 1, 2 atau 3",
    "own_number": "NORESEP harus 1 sampai 20 huruf atau angka",
    "days": "TGLRSP tidak boleh sebelum tanggal SEP, TGLPELRSP tidak boleh sebelum TGLRSP "
    "atau sesudah hari ini",
    "amount": "JMLOBT dan JHO harus lebih dari 0",
}
_SAVED, _REMOVED = "Data berhasil disimpan", "Data berhasil dihapus"


def open_one(call: Call) -> Reply:
    """Told again it is the same prescription, with the same number."""
    new = shapes.opening(call.body, call.caller.facility_id)
    with _said_of_the_body():
        number = visits.open_prescription(new=new, by=call.by, at=call.at)
    view = visits_read.prescription(number, viewer=call.by, at=call.at)
    origin = call.caller.scheme_code  # a pharmacy hands out on letters of its own hospital
    return sealed(shapes.opened(view, whose(call, view.person_id), origin))


def add_single(call: Call) -> Reply:
    return _added(call, is_compound=False)


def add_compound(call: Call) -> Reply:
    return _added(call, is_compound=True)


def _added(call: Call, *, is_compound: bool) -> Reply:
    number = fields.needed(call.body, "NOSJP")
    line = shapes.line(call.body, is_compound=is_compound)
    with _said_of_the_body():
        visits.add_prescription_line(number=number, line=line, by=call.by, at=call.at)
    return bare(_SAVED)


@contextmanager
def _said_of_the_body() -> Iterator[None]:
    try:
        yield
    except PrescriptionNotPossible as error:
        raise WireRefused(shapes.REFUSED, _UNFIT[str(error.data["what"])]) from error


def remove_line(call: Call) -> Reply:
    said = shapes.removal(call.body)
    visits.remove_prescription_line(
        number=said.number,
        medicine_code=said.medicine_code,
        is_compound=said.is_compound,
        by=call.by,
        at=call.at,
    )
    return bare(_REMOVED)


def withdraw(call: Call) -> Reply:
    number = fields.needed(call.body, "nosjp")
    visits.withdraw_prescription(number=number, by=call.by, at=call.at)
    return bare(_REMOVED)


def tell_stock(call: Call) -> Reply:
    """Programs name the medicine KDOBAT, or KDOBT as in every other body."""
    code = fields.text(call.body, "KDOBAT") or fields.needed(call.body, "KDOBT")
    amount = fields.number(call.body, "STOK")
    if amount is None or not 0 <= amount <= 1_000_000_000:
        raise WireRefused(201, "STOK tidak sesuai")
    visits.tell_stock(
        facility_id=call.caller.facility_id,
        medicine_code=code,
        amount=amount,
        by=call.by,
        at=call.at,
    )
    return bare(_SAVED)


ROUTES = (
    Route(Wire.PHARMACY, ("POST",), "/sjpresep/v3/insert", open_one),
    Route(Wire.PHARMACY, ("POST",), "/obatnonracikan/v3/insert", add_single),
    Route(Wire.PHARMACY, ("POST",), "/obatracikan/v3/insert", add_compound),
    Route(Wire.PHARMACY, ("DELETE",), "/pelayanan/obat/hapus", remove_line),
    Route(Wire.PHARMACY, ("DELETE",), "/hapusresep", withdraw),
    Route(Wire.PHARMACY, ("POST",), "/UpdateStokObat/updatestok", tell_stock),
)
