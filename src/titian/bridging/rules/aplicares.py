"""Beds as the bed service words them (bpjs-protocols §9)."""

from collections.abc import Mapping
from datetime import datetime

from titian.bridging.errors import WireRefused
from titian.bridging.rules import wire_fields as fields
from titian.facilities.types import BedClass, BedRoom, BedRoomView, Beds
from titian.kernel.clock import JAKARTA

REFUSED = 0
CREATED, UPDATED, DELETED = (
    "Data berhasil disimpan.",
    "Data berhasil diupdate.",
    "Data berhasil dihapus.",
)
CLASS_NAMES: Mapping[BedClass, str] = {
    BedClass.WITHOUT: "NON KELAS",
    BedClass.VVIP: "VVIP",
    BedClass.VIP: "VIP",
    BedClass.UTAMA: "UTAMA",
    BedClass.FIRST: "KELAS I",
    BedClass.SECOND: "KELAS II",
    BedClass.THIRD: "KELAS III",
    BedClass.INTENSIVE: "ICU",
    BedClass.INTENSIVE_HEART: "ICCU",
    BedClass.INTENSIVE_NEWBORN: "NICU",
    BedClass.INTENSIVE_CHILD: "PICU",
    BedClass.EMERGENCY: "IGD",
    BedClass.EMERGENCY_UNIT: "UGD",
    BedClass.DELIVERY: "RUANG BERSALIN",
    BedClass.HIGH_CARE: "HCU",
    BedClass.ISOLATION: "RUANG ISOLASI",
}


def classes() -> list[dict[str, str]]:
    return [{"kodekelas": one.value, "namakelas": name} for one, name in CLASS_NAMES.items()]


def class_said(body: fields.Body) -> BedClass:
    said = fields.needed(body, "kodekelas").upper()
    try:
        return BedClass(said)
    except ValueError as error:
        raise WireRefused(REFUSED, f"Kode kelas {said[:10]} tidak dikenal") from error


def code_said(body: fields.Body) -> str:
    return fields.needed(body, "koderuang")


def room_said(body: fields.Body) -> BedRoom:
    return BedRoom(class_said(body), code_said(body), fields.text(body, "namaruang"))


def beds_said(body: fields.Body) -> Beds:
    """Some count a bed that anybody may have under men and under women: then it is a shared one."""
    capacity, free = _needed_number(body, "kapasitas"), _needed_number(body, "tersedia")
    men, women, mixed = (
        fields.number(body, name) or 0
        for name in ("tersediapria", "tersediawanita", "tersediapriawanita")
    )
    if free >= 0 and min(men, women, mixed) >= 0 and men + women + mixed > free:
        return Beds(capacity, free, mixed=free)
    return Beds(capacity, free, men, women, mixed)


def room_line(view: BedRoomView, scheme_code: str, row: int) -> dict[str, object]:
    beds = view.beds
    return {
        "kodeppk": scheme_code,
        "kodekelas": view.room.bed_class.value,
        "koderuang": view.room.code,
        "namaruang": view.room.name,
        "kapasitas": beds.capacity,
        "tersedia": beds.free,
        "tersediapria": beds.men,
        "tersediawanita": beds.women,
        "tersediapriawanita": beds.mixed,
        "rownumber": row,
        "lastupdate": _moment(view.kept_at),
    }


def page_said(start: str, limit: str) -> tuple[int, int]:
    """Rows are counted from 1; 0 means the first as well."""
    if not (start.isdecimal() and limit.isdecimal()) or len(start + limit) > 12:
        raise WireRefused(REFUSED, "start dan limit harus berupa angka")
    return max(int(start), 1), int(limit)


def _needed_number(body: fields.Body, name: str) -> int:
    found = fields.number(body, name)
    if found is None:
        raise WireRefused(REFUSED, f"{name} belum diisi")
    return found


def _moment(at: datetime) -> str:
    return f"{at.astimezone(JAKARTA):%Y-%m-%d %H:%M:%S}"
