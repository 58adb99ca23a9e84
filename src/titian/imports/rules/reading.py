"""What a row says: strict in what it must mean, patient in how it is written."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from functools import lru_cache

from titian.facilities.types import FacilityKind, FacilityRow, ScheduleRow, ServiceRow
from titian.imports.types import Cells, Kind
from titian.kernel.identifiers import (
    digits,
    is_card_number,
    is_family_card_number,
    mobile_number,
    nik_shape,
)
from titian.kernel.text import folded, printable
from titian.members.types import MemberRow, Relation, Segment, Sex, WardClass

AnyRow = FacilityRow | ServiceRow | ScheduleRow | MemberRow
_LOST = "?"  # where a spreadsheet lost the last digits of a long number
_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T].*)?")
_TIME = re.compile(r"(?:\d{4}-\d\d-\d\d[ T])?(\d{1,2})[:.](\d\d)(?::\d\d)?")
_CODE = re.compile(r"[0-9A-Za-z.\-]{1,20}")
_LETTER = re.compile(r"[A-Z]{1,2}")
_KINDS = {
    "puskesmas": FacilityKind.PUSKESMAS, "pkm": FacilityKind.PUSKESMAS,
    "rumah sakit": FacilityKind.HOSPITAL, "rs": FacilityKind.HOSPITAL,
    "klinik": FacilityKind.CLINIC, "klinik pratama": FacilityKind.CLINIC,
    "praktik dokter": FacilityKind.PRACTICE, "praktik": FacilityKind.PRACTICE,
    "dokter": FacilityKind.PRACTICE, "dokter gigi": FacilityKind.PRACTICE,
    "praktik dokter gigi": FacilityKind.PRACTICE, "dpp": FacilityKind.PRACTICE,
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("senin", "selasa", "rabu", "kamis", "jumat jum at", "sabtu", "minggu ahad"), 1
    )
    for name in (*names.split(" ", 1), str(number))
}
_SEXES = {
    "l": Sex.MALE, "laki laki": Sex.MALE, "pria": Sex.MALE,
    "p": Sex.FEMALE, "perempuan": Sex.FEMALE, "wanita": Sex.FEMALE,
}  # fmt: skip
_RELATIONS = {
    "1": Relation.HEAD, "kepala keluarga": Relation.HEAD, "peserta": Relation.HEAD,
    "2": Relation.SPOUSE, "suami": Relation.SPOUSE, "istri": Relation.SPOUSE,
    "3": Relation.CHILD, "anak": Relation.CHILD,
    "4": Relation.PARENT, "orang tua": Relation.PARENT,
    "5": Relation.OTHER, "famili lain": Relation.OTHER, "keluarga lain": Relation.OTHER,
    "lainnya": Relation.OTHER,
}  # fmt: skip
_SEGMENTS = {folded(one.value): one for one in Segment} | {
    "pbi": Segment.PBI_JK, "pbi apbn": Segment.PBI_JK, "pbi apbd": Segment.PBPU_PEMDA,
    "pemda": Segment.PBPU_PEMDA, "mandiri": Segment.PBPU, "veteran": Segment.VETERAN,
}  # fmt: skip
_WARDS = {
    "1": WardClass.FIRST, "i": WardClass.FIRST, "2": WardClass.SECOND, "ii": WardClass.SECOND,
    "3": WardClass.THIRD, "iii": WardClass.THIRD, "kris": WardClass.KRIS,
}  # fmt: skip
_YES, _NO = frozenset({"", "ya", "y", "aktif", "1"}), frozenset({"tidak", "t", "nonaktif", "0"})
_PLACES = 300
_said = lru_cache(maxsize=4096)(folded)


def cells_of(where: Mapping[str, int], values: Sequence[str]) -> dict[str, str]:
    width = len(values)
    return {name: values[at].strip() if at < width else "" for name, at in where.items()}


def keys_of(kind: Kind, cells: Cells) -> list[str]:
    """What no other row of the file may have; a row without a key has none to share."""
    if kind is Kind.MEMBERS:
        nik, card = digits(cells["nik"]), digits(cells["card"])
        return [key for key, text in ((f"n{nik}", nik), (f"c{card}", card)) if text]
    if kind is Kind.FACILITIES:
        return [cells["code"]] if cells["code"] else []
    if kind is Kind.SERVICES:
        return [f"{cells['facility']} {cells['code']}"]
    hours = (_time(cells["starts"]), _time(cells["ends"]), _WEEKDAYS.get(_said(cells["weekday"])))
    return [f"{cells['facility']} {folded(cells['practitioner'])} {hours}"]


def read(kind: Kind, cells: Cells, today: date) -> tuple[AnyRow | None, tuple[str, ...]]:
    """The row, or the codes of what is wrong with its cells."""
    return _READ[kind](cells, today)


def _facility(cells: Cells, _: date) -> tuple[AnyRow | None, tuple[str, ...]]:
    kind = _KINDS.get(_said(cells["kind"]))
    hospital_class = cells.get("class", "").upper()
    faults = _named({
        "code": not _CODE.fullmatch(cells["code"]),
        "name": not _fits(cells["name"], 150),
        "kind": kind is None,
        "region": not _CODE.fullmatch(cells["region"]),
        "class": hospital_class not in ("", "A", "B", "C", "D"),
        "phone": len(cells.get("phone", "")) > 40,
        "address": len(cells.get("address", "")) > 200,
    })  # fmt: skip
    if faults or kind is None:
        return None, faults
    return FacilityRow(
        cells["code"], _clean(cells["name"]), kind, cells["region"], hospital_class,
        _clean(cells.get("phone", "")), _clean(cells.get("address", "")),
    ), ()  # fmt: skip


def _service(cells: Cells, _: date) -> tuple[AnyRow | None, tuple[str, ...]]:
    letter = cells.get("letter", "").upper()
    faults = _named({
        "facility": not _CODE.fullmatch(cells["facility"]),
        "code": not _CODE.fullmatch(cells["code"]) or len(cells["code"]) > 10,
        "name": not _fits(cells["name"], 80),
        "letter": bool(letter) and not _LETTER.fullmatch(letter),
    })  # fmt: skip
    if faults:
        return None, faults
    return ServiceRow(cells["facility"], cells["code"], _clean(cells["name"]), letter), ()


def _schedule(cells: Cells, _: date) -> tuple[AnyRow | None, tuple[str, ...]]:
    starts, ends = _time(cells["starts"]), _time(cells["ends"])
    weekday = _WEEKDAYS.get(_said(cells["weekday"]))
    places = [_count(cells.get(name, "")) for name in ("bookable", "counter", "reserve")]
    faults = _named({
        "facility": not _CODE.fullmatch(cells["facility"]),
        "service": not _CODE.fullmatch(cells["service"]),
        "practitioner": not _fits(cells["practitioner"], 120),
        "weekday": weekday is None,
        "starts": starts is None,
        "ends": ends is None,
        "hours": starts is not None and ends is not None and ends <= starts,
        "bookable": places[0] is None,
        "counter": places[1] is None,
        "reserve": places[2] is None,
        "places": places[0] == 0 and places[1] == 0,
    })  # fmt: skip
    if faults or starts is None or ends is None or weekday is None:
        return None, faults
    booked, counter, reserve = (one or 0 for one in places)
    return ScheduleRow(
        cells["facility"], cells["service"], _clean(cells["practitioner"]), weekday, starts, ends,
        booked, counter, reserve,
    ), ()  # fmt: skip


def _member(cells: Cells, today: date) -> tuple[AnyRow | None, tuple[str, ...]]:
    nik, card, kk = (digits(cells[name]) for name in ("nik", "card", "kk"))
    born, since = _day(cells["birth"]), _day(cells.get("since", "")) or today
    is_born = born is not None and date(1890, 1, 1) <= born <= today
    phone, active = cells.get("phone", ""), _said(cells.get("active", ""))
    faults = _named({
        "nik_lost": _LOST in cells["nik"],
        "nik": _LOST not in cells["nik"] and bool(cells["nik"]) and nik_shape(nik) is None,
        "card": not is_card_number(card),
        "kk_lost": _LOST in cells["kk"],
        "kk": _LOST not in cells["kk"] and not is_family_card_number(kk),
        "name": not _fits(cells["name"], 100),
        "birth": not is_born,
        "sex": _said(cells["sex"]) not in _SEXES,
        "relation": _said(cells["relation"]) not in _RELATIONS,
        "segment": _said(cells["segment"]) not in _SEGMENTS,
        "ward": _said(cells["ward"]) not in _WARDS,
        "since": bool(cells.get("since"))
        and not _is_between(born if is_born else None, cells["since"], today),
        "active": active not in _YES and active not in _NO,
        "phone": bool(phone) and mobile_number(phone) is None,
        "address": len(cells.get("address", "")) > _PLACES,
    })  # fmt: skip
    if faults or born is None:
        return None, faults
    return _member_row(cells, (nik, card, kk), born, since), ()


def _member_row(cells: Cells, numbers: tuple[str, str, str], born: date, since: date) -> MemberRow:
    nik, card, kk = numbers
    phone = cells.get("phone", "")
    return MemberRow(
        nik=nik,
        card_number=card,
        kk_number=kk,
        full_name=_clean(cells["name"]),
        birth_date=born,
        sex=_SEXES[_said(cells["sex"])],
        relation=_RELATIONS[_said(cells["relation"])],
        segment=_SEGMENTS[_said(cells["segment"])],
        ward_class=_WARDS[_said(cells["ward"])],
        since=since,
        is_active=_said(cells.get("active", "")) in _YES,
        facility_code=cells.get("facility", ""),
        village_code=cells.get("village", ""),
        address=_clean(cells.get("address", "")),
        phone=mobile_number(phone) or "" if phone else "",
    )


_READ: Mapping[Kind, Callable[[Cells, date], tuple[AnyRow | None, tuple[str, ...]]]] = {
    Kind.FACILITIES: _facility,
    Kind.SERVICES: _service,
    Kind.SCHEDULES: _schedule,
    Kind.MEMBERS: _member,
}


def _named(faults: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(name for name, is_so in faults.items() if is_so)


def _fits(text: str, most: int) -> bool:
    return 0 < len(text) <= most and any(one.isalpha() for one in text)


def _clean(text: str) -> str:
    """One line, without what cannot be printed."""
    return text if text.isascii() and text.isprintable() else " ".join(printable(text, 400).split())


def _count(text: str) -> int | None:
    if not text:
        return 0
    return int(text) if text.isdecimal() and len(text) <= 3 else None


def _is_between(born: date | None, text: str, today: date) -> bool:
    day = _day(text)
    return day is not None and (born or day) <= day <= today


def _day(text: str) -> date | None:
    """17-03-1990, 17/3/1990 or 1990-03-17; None when it is no day."""
    if found := _DAY.fullmatch(text):
        day, month, year = found.groups()
    elif found := _ISO_DAY.fullmatch(text):
        year, month, day = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _time(text: str) -> time | None:
    """08:00, 8.00 or what a spreadsheet makes of it; None when it is no time of day."""
    found = _TIME.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))
