"""A spreadsheet read strictly: which column is what, and what is wrong with a row."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from titian.enrolment.errors import SheetHeadUnknown
from titian.enrolment.types import (
    ApplicationKind,
    Cells,
    Comes,
    DocumentKind,
    NewApplication,
    NewCandidate,
)
from titian.kernel.identifiers import digits, is_family_card_number, mobile_number, nik_shape
from titian.kernel.text import folded

TWICE = "twice"  # the same person stands on another row
# The name of each column and how people head it; the first is what our example sheet says.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "kk": ("nomor kk", "no kk", "nomor kartu keluarga", "kk"),
    "head": ("kepala keluarga", "nama kepala keluarga"),
    "phone": ("nomor hp", "no hp", "hp", "telepon", "no telepon"),
    "address": ("alamat",),
    "nik": ("nik",),
    "name": ("nama", "nama lengkap"),
    "birth": ("tanggal lahir", "tgl lahir"),
    "sex": ("jenis kelamin", "l p", "jk"),
    "relation": ("hubungan", "hubungan keluarga", "shdk"),
    "tick": ("didaftarkan", "daftar"),
}
_MAY_LACK = frozenset({"tick"})
_DAY = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})")
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
_SEXES = {"l": "L", "laki laki": "L", "pria": "L", "p": "P", "perempuan": "P", "wanita": "P"}
_RELATIONS = {
    "1": 1, "kepala keluarga": 1, "2": 2, "suami": 2, "istri": 2, "3": 3, "anak": 3,
    "4": 4, "orang tua": 4, "5": 5, "famili lain": 5, "keluarga lain": 5, "lainnya": 5,
}  # fmt: skip
_NO = frozenset({"tidak", "t", "0", "no", "x"})
_PAPERS = {
    "kk": DocumentKind.KK, "ktp": DocumentKind.KTP, "pernyataan": DocumentKind.STATEMENT,
    "meterai": DocumentKind.STAMPED, "sktm": DocumentKind.POVERTY, "lahir": DocumentKind.BIRTH,
    "ibu": DocumentKind.MOTHER, "pindah": DocumentKind.MOVE, "kuasa": DocumentKind.AUTHORITY,
    "phk": DocumentKind.DISMISSAL, "rtrw": DocumentKind.NEIGHBOURHOOD,
    "rs": DocumentKind.HOSPITAL, "kematian": DocumentKind.DEATH,
}  # fmt: skip
_PAPER_NAME = re.compile(r"(\d{16})[-_ ]+([a-z]+)\d*\.(?:jpe?g|png|pdf)", re.IGNORECASE)


def cells_of(rows: Sequence[Sequence[str]]) -> list[tuple[int, dict[str, str]]]:
    """The filled rows under the head, each with its line in the sheet. Raises SheetHeadUnknown
    with the columns that are missing.
    """
    heads = [folded(text) for text in rows[0]] if rows else []
    where = {
        name: heads.index(said)
        for name, known in COLUMNS.items()
        for said in known[::-1]
        if said in heads
    }
    if lacking := [known[0] for name, known in COLUMNS.items() if _lacks(name, where)]:
        raise SheetHeadUnknown(missing=", ".join(lacking))
    read = [
        (line, {name: row[at].strip() if at < len(row) else "" for name, at in where.items()})
        for line, row in enumerate(rows[1:], 2)
    ]
    return [(line, cells) for line, cells in read if any(cells.values())]


def row_faults(cells: Cells) -> tuple[str, ...]:
    """The cells that cannot be as typed, in the order of the sheet."""
    return tuple(name for name, is_wrong in _WRONG.items() if is_wrong(cells.get(name, "")))


def application_of(kind: ApplicationKind, village: str, family: Sequence[Cells]) -> NewApplication:
    """What the rows of one family card say; the card itself as its first row has it."""
    first = family[0]
    return NewApplication(
        kind=kind,
        village_code=village,
        kk_number=digits(first["kk"]),
        head_name=first["head"],
        phone=mobile_number(first["phone"]) or "",
        address=first["address"],
        people=tuple(_person(cells) for cells in family),
        comes=Comes.SELF,
    )


def paper_named(file_name: str) -> tuple[str, DocumentKind] | None:
    """ "3573…-kk.jpg" is the family card of that number; None for what is named otherwise."""
    found = _PAPER_NAME.fullmatch(file_name.strip())
    kind = _PAPERS.get(found[2].lower()) if found else None
    return (found[1], kind) if found and kind else None


def _lacks(name: str, where: Mapping[str, int]) -> bool:
    return name not in where and name not in _MAY_LACK


def _person(cells: Cells) -> NewCandidate:
    return NewCandidate(
        nik=digits(cells["nik"]),
        full_name=cells["name"],
        birth_date=day_said(cells["birth"]) or date.min,
        sex=_SEXES[folded(cells["sex"])],
        relation=_RELATIONS[folded(cells["relation"])],
        is_proposed=folded(cells.get("tick", "")) not in _NO,
    )


def day_said(text: str) -> date | None:
    """17-03-1990, 17/3/1990 or 1990-03-17, as sheets write it; None when it is no day."""
    found = _DAY.fullmatch(text) or _ISO_DAY.match(text)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


_WRONG: Mapping[str, Callable[[str], bool]] = {
    "kk": lambda text: not is_family_card_number(digits(text)),
    "head": lambda text: not 0 < len(text) <= 100,
    "phone": lambda text: mobile_number(text) is None,
    "address": lambda text: not 0 < len(text) <= 300,
    "nik": lambda text: bool(text) and nik_shape(digits(text)) is None,
    "name": lambda text: not 0 < len(text) <= 100,
    "birth": lambda text: day_said(text) is None,
    "sex": lambda text: folded(text) not in _SEXES,
    "relation": lambda text: folded(text) not in _RELATIONS,
}
