"""What a pharmacy says of a prescription, and a prescription as it is read back."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from titian.bridging.errors import WireRefused
from titian.bridging.rules import wire_fields as fields
from titian.kernel.clock import JAKARTA
from titian.members.types import Participant
from titian.visits.types import (
    LineView,
    NewLine,
    NewPrescription,
    PrescriptionView,
)

REFUSED = 201
ALL_KINDS = ("", "0")
_COMPOUND, _SINGLE = "R", "N"


def opening(body: fields.Body, pharmacy_id: int) -> NewPrescription:
    written = fields.needed_day(body, "TGLRSP")
    return NewPrescription(
        pharmacy_id=pharmacy_id,
        letter_number=fields.needed(body, "REFASALSJP"),
        own_number=fields.needed(body, "NORESEP"),
        kind=fields.needed(body, "KDJNSOBAT"),
        service_code=fields.text(body, "POLIRSP", longest=10),
        practitioner_code=fields.text(body, "KdDokter", longest=20),
        prescribed_on=written,
        dispensed_on=fields.day(body, "TGLPELRSP") or fields.day(body, "TGLSJP") or written,
        repeats=int(fields.yes(body, "iterasi")),
    )


def line(body: fields.Body, *, is_compound: bool) -> NewLine:
    compound = fields.text(body, "JNSROBT", longest=10) or "R.01" if is_compound else ""
    return NewLine(
        medicine_code=fields.needed(body, "KDOBT"),
        times=_whole(body, "SIGNA1OBT"),
        each=_decimal(body, "SIGNA2OBT"),
        amount=_whole(body, "JMLOBT"),
        days=_whole(body, "JHO"),
        compound=compound,
        requested=_whole(body, "PERMINTAAN") if is_compound else 0,
        note=fields.text(body, "CatKhsObt", longest=100),
    )


@dataclass(frozen=True, slots=True)
class Removal:
    number: str
    medicine_code: str
    is_compound: bool


def removal(body: fields.Body) -> Removal:
    kind = fields.text(body, "tipeobat").upper()
    return Removal(
        fields.needed(body, "nosepapotek"),
        fields.needed(body, "kodeobat"),
        kind.startswith(_COMPOUND),
    )


@dataclass(frozen=True, slots=True)
class Listing:
    """`daftarresep`: of which kind, from when to when, by which of the two days."""

    kind: str
    by_day_written: bool
    first: date
    last: date


def listing(body: fields.Body) -> Listing:
    kind = fields.text(body, "KdJnsObat")
    first, last = fields.needed_day(body, "TglMulai"), fields.needed_day(body, "TglAkhir")
    if last < first:
        raise WireRefused(REFUSED, "TglAkhir tidak boleh sebelum TglMulai")
    return Listing(
        "" if kind in ALL_KINDS else kind,
        fields.text(body, "JnsTgl").upper() == "TGLRSP",
        first,
        last,
    )


def opened(view: PrescriptionView, whose: Participant, origin: str) -> dict[str, object]:
    """What a new prescription is answered with."""
    said = view.said
    return {
        "noSep_Kunjungan": said.letter_number,
        "noKartu": whose.card_number,
        "nama": whose.standing.full_name,
        "faskesAsal": origin,
        "noApotik": view.number,
        "noResep": said.own_number,
        "tglResep": said.prescribed_on.isoformat(),
        "kdJnsObat": said.kind,
        "byTagRsp": str(view.cost),
        "byVerRsp": "0",
        "tglEntry": _day_of(view).isoformat(),
    }


def listed(view: PrescriptionView, whose: Participant, origin: str) -> dict[str, object]:
    said = view.said
    return {
        "NORESEP": said.own_number,
        "NOAPOTIK": view.number,
        "NOSEP_KUNJUNGAN": said.letter_number,
        "NOKARTU": whose.card_number,
        "NAMA": whose.standing.full_name,
        "TGLENTRY": _day_of(view).isoformat(),
        "TGLRESEP": said.prescribed_on.isoformat(),
        "TGLPELRSP": said.dispensed_on.isoformat(),
        "BYTAGRSP": str(view.cost),
        "BYVERRSP": "0",
        "KDJNSOBAT": said.kind,
        "FASKESASAL": origin,
    }


def detail(view: PrescriptionView, whose: Participant, kind_name: str) -> dict[str, object]:
    said = view.said
    return {
        "noSepApotek": view.number,
        "noSepAsal": said.letter_number,
        "noresep": said.own_number,
        "nokartu": whose.card_number,
        "nmpst": whose.standing.full_name,
        "kdjnsobat": said.kind,
        "nmjnsobat": kind_name,
        "tglpelayanan": said.dispensed_on.isoformat(),
        "listobat": [_line(one) for one in view.lines],
    }


def history(views: list[PrescriptionView], whose: Participant) -> dict[str, object]:
    standing = whose.standing
    return {
        "nokartu": whose.card_number,
        "namapeserta": standing.full_name,
        "tgllhr": standing.birth_date.isoformat(),
        "history": [
            {
                "nosjp": view.number,
                "tglpelayanan": view.said.dispensed_on.isoformat(),
                "noresep": view.said.own_number,
                "kodeobat": one.said.medicine_code,
                "namaobat": one.medicine_name,
                "jmlobat": str(one.said.amount),
            }
            for view in views
            for one in view.lines
        ],
    }


def _line(one: LineView) -> dict[str, object]:
    said = one.said
    return {
        "kodeobat": said.medicine_code,
        "namaobat": one.medicine_name,
        "tipeobat": _COMPOUND if said.compound else _SINGLE,
        "signa1": str(said.times),
        "signa2": f"{said.each.normalize():f}",
        "hari": str(said.days),
        "permintaan": str(said.requested) if said.requested else None,
        "jumlah": str(said.amount),
        "harga": str(one.cost),
    }


def _day_of(view: PrescriptionView) -> date:
    return view.recorded_at.astimezone(JAKARTA).date()


def _whole(body: fields.Body, name: str) -> int:
    found = fields.number(body, name)
    if found is None or not 0 < found < 10_000:
        raise WireRefused(REFUSED, f"{name} tidak sesuai")
    return found


def _decimal(body: fields.Body, name: str) -> Decimal:
    try:
        found = Decimal(fields.needed(body, name).replace(",", "."))
    except InvalidOperation:
        raise WireRefused(REFUSED, f"{name} harus berupa angka") from None
    if not found.is_finite() or not 0 < found < 1_000:
        raise WireRefused(REFUSED, f"{name} tidak sesuai")
    return round(found, 2)
