"""Medicines, procedures, group meetings and laboratory values in PCare's shapes."""

from collections.abc import Mapping

from titian.bridging.rules import wire_fields as fields
from titian.bridging.rules.pcare.shapes import coded, refused, told, unknown_code
from titian.referrals.types import Coded
from titian.visits.types import (
    CheckUpView,
    ClubView,
    ListedMedicine,
    ListedProcedure,
    MedicineLine,
    Meeting,
    MeetingView,
    NewMedicine,
    NewProcedure,
    ProcedureLine,
    VisitView,
)

# What a check-up may say, as clients know it: numbers first, then texts.
MEASURES = (
    "tekananDarahSistole",
    "tekananDarahDiastole",
    "darahRutinHemo",
    "darahRutinLeu",
    "darahRutinErit",
    "darahRutinLaju",
    "darahRutinHema",
    "darahRutinTrom",
    "lemakDarahHDL",
    "lemakDarahLDL",
    "lemakDarahChol",
    "lemakDarahTrigli",
    "gulaDarahSewaktu",
    "gulaDarahPuasa",
    "gulaDarahPostPrandial",
    "gulaDarahHbA1c",
    "fungsiHatiSGOT",
    "fungsiHatiSGPT",
    "fungsiHatiGamma",
    "fungsiHatiProtKual",
    "fungsiHatiAlbumin",
    "fungsiGinjalCrea",
    "fungsiGinjalUreum",
    "fungsiGinjalAsam",
    "fungsiJantungABI",
)
WORDS = (
    "radiologiFoto",
    "fungsiJantungEKG",
    "fungsiJantungEcho",
    "funduskopi",
    "pemeriksaanLain",
    "keterangan",
)


def medicine(body: fields.Body, listed: ListedMedicine | None) -> NewMedicine:
    """`listed` is the formulary's, None for a medicine outside it, which is named."""
    name = listed.name if listed else fields.text(body, "nmObatNonDPHO", longest=120)
    if not name:
        raise refused("nmObatNonDPHO belum diisi")
    amount = decimal(body, "jmlObat")
    if amount <= 0:
        raise refused("jmlObat harus lebih dari 0")
    is_compound = fields.yes(body, "racikan")
    return NewMedicine(
        name=name,
        code=listed.code if listed else "",
        times=plain(decimal(body, "signa1")),
        each=plain(decimal(body, "signa2")),
        amount=plain(amount),
        compound=fields.text(body, "kdRacikan", longest=10) or "R.01" if is_compound else "",
        is_chronic=bool(listed and listed.is_chronic),
        is_listed=listed is not None,
    )


def medicine_shown(line: MedicineLine, stock: Mapping[str, int]) -> dict[str, object]:
    return {
        "kdObatSK": line.line_id,
        "kdRacikan": line.compound or None,
        "obat": listed_medicine_of(line.code, line.name, stock),
        "signa1": said_number(line.times),
        "signa2": said_number(line.each),
        "jmlObat": said_number(line.amount),
        "jmlPermintaan": said_number(line.amount),
    }


def listed_medicine_of(code: str, name: str, stock: Mapping[str, int]) -> dict[str, object]:
    """`sedia` is what the facility said it has; 0 when it never said."""
    return {"kdObat": code or None, "nmObat": name, "sedia": stock.get(code, 0)}


def procedure(body: fields.Body, listed: ListedProcedure) -> NewProcedure:
    cost = fields.number(body, "biaya") or 0
    if not 0 <= cost <= listed.highest_cost:
        raise refused(f"biaya paling tinggi {listed.highest_cost}")
    result = fields.text(body, "hasil", longest=20)
    return NewProcedure(
        coded=Coded(listed.code, listed.name),
        cost=cost,
        note=fields.text(body, "keterangan", longest=200),
        result=result if listed.has_value else "",
    )


def procedure_shown(line: ProcedureLine, view: VisitView) -> dict[str, object]:
    return {
        "kdTindakanSK": line.line_id,
        "noKunjungan": view.number,
        "kdTindakan": line.coded.code,
        "nmTindakan": line.coded.name,
        "biaya": line.cost,
        "keterangan": line.note or None,
        "hasil": said_number(line.result),
    }


def listed_procedure_shown(one: ListedProcedure) -> dict[str, object]:
    return {
        "kdTindakan": one.code,
        "nmTindakan": one.name,
        "maxTarif": one.highest_cost,
        "withValue": one.has_value,
    }


def club_shown(club: ClubView) -> dict[str, object]:
    return {
        "clubId": club.club_id,
        "jnsKelompok": coded(club.programme, club.programme_name, "Program"),
        "tglMulai": told(club.since),
        "tglAkhir": told(club.until),
        "alamat": club.address,
        "nama": club.name,
        "ketua_noHP": club.leader_phone or None,
        "ketua_nama": club.leader_name,
    }


def meeting(body: fields.Body, facility_id: int) -> Meeting:
    held = fields.day(body, "tglPelayanan")
    if held is None:
        raise refused("tglPelayanan belum diisi")
    cost = fields.number(body, "biaya") or 0
    if not 0 <= cost <= 1_000_000_000:
        raise refused("biaya tidak sesuai")
    return Meeting(
        facility_id=facility_id,
        club_id=fields.number(body, "clubId") or None,
        programme=fields.text(body, "kdKelompok", longest=2),
        kind=fields.text(body, "kdKegiatan", longest=2),
        held_on=held,
        topic=fields.text(body, "materi"),
        speaker=fields.text(body, "pembicara"),
        place=fields.text(body, "lokasi"),
        note=fields.text(body, "keterangan"),
        cost=cost,
    )


def meeting_shown(one: MeetingView) -> dict[str, object]:
    said = one.said
    return {
        "eduId": str(one.meeting_id),
        "clubProl": club_shown(one.club) if one.club else None,
        "tglPelayanan": told(said.held_on),
        "kegiatan": {"kode": said.kind, "nama": one.kind_name},
        "kelompok": {"kode": said.programme, "nama": one.programme_name},
        "materi": said.topic,
        "pembicara": said.speaker,
        "lokasi": said.place,
        "keterangan": said.note,
        "biaya": said.cost,
    }


def check_up(body: fields.Body) -> dict[str, object]:
    """The values that were measured; a client's 0 and null mean they were not."""
    numbers = {name: decimal(body, name) for name in MEASURES}
    words = {name: fields.text(body, name, longest=500) for name in WORDS}
    return {name: value for name, value in {**numbers, **words}.items() if value}


def check_up_shown(one: CheckUpView, provider_code: str) -> dict[str, object]:
    values = {name: one.values.get(name, 0) for name in MEASURES}
    words = {name: one.values.get(name) for name in WORDS}
    return {
        "kdMCU": one.check_up_id,
        "noKunjungan": one.visit_number,
        "kdProvider": provider_code,
        "tglPelayanan": told(one.done_on),
        **values,
        **words,
    }


def decimal(body: fields.Body, name: str) -> float:
    """A number, also as text and with a comma; 0 when missing."""
    text = fields.text(body, name, longest=12).replace(",", ".")
    if not text:
        return 0
    if not text.replace(".", "", 1).isdecimal():
        raise refused(f"{name} harus berupa angka")
    return float(text)


def plain(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def said_number(text: str) -> int | float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return 0
    return int(value) if value == int(value) else value


def line_number(text: str, field: str) -> int:
    """The number of a line in a path."""
    if not text.isdecimal() or len(text) > 18:
        raise unknown_code(field, text)
    return int(text)
