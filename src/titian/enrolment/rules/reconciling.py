"""What a line of the scheme's list means beside our own record, and what may be done about it."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from io import StringIO

from titian.enrolment.errors import SheetHeadUnknown, SheetUnreadable
from titian.enrolment.rules.batches import day_said
from titian.enrolment.types import Effect, Finding, Listed, OfficeKind
from titian.kernel.identifiers import digits, nik_shape
from titian.kernel.text import folded
from titian.members.types import CityRecord, Segment, Status

LIST_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "nik": ("nik",),
    "name": ("nama", "nama lengkap"),
    "birth": ("tanggal lahir", "tgl lahir"),
    "village": ("kode desa", "kode kelurahan", "kode wilayah"),
}
LIST_BYTES = 5 * 2**20
_MAY_LACK = frozenset({"village"})
_LONGEST = 120
_ON_THE_WAY = timedelta(days=45)  # a letter and the scheme's own list may cross
# What is asked of the scheme, and which office can say more.
EFFECTS: Mapping[Finding, Effect] = {
    Finding.DIED: Effect.END,
    Finding.MOVED: Effect.END,
    Finding.COVERED_ELSEWHERE: Effect.END,
    Finding.ENDED: Effect.END,
    Finding.DOUBLE: Effect.CORRECT,
    Finding.DIFFERS: Effect.CORRECT,
    Finding.MISSING: Effect.CORRECT,
}
WHO_ACTS: Mapping[Finding, OfficeKind] = {
    Finding.DIED: OfficeKind.POPULATION,
    Finding.MOVED: OfficeKind.POPULATION,
    Finding.DIFFERS: OfficeKind.POPULATION,
    Finding.COVERED_ELSEWHERE: OfficeKind.LABOUR,
    Finding.UNKNOWN: OfficeKind.VILLAGE,
}
PROPOSED = tuple(one for one in Finding if one not in {Finding.AGREES, Finding.UNREADABLE})
KEEP_REASONS = (
    "seen_alive",
    "still_resident",
    "still_entitled",
    "letter_on_the_way",
    "scheme_mends",
    "application_runs",
    "to_be_registered",
)
SAFE_REASON = "letter_on_the_way"


def listed(text: str) -> Iterator[Listed]:
    """The filled lines under the head. Raises SheetUnreadable, and SheetHeadUnknown with the
    columns that are missing.
    """
    if "\0" in text:
        raise SheetUnreadable
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as error:
        raise SheetUnreadable from error
    where = _columns(rows[0] if rows else [])
    for line, row in enumerate(rows[1:], 2):
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in where.items()}
        if any(cells.values()):
            yield _listed(line, cells)


def finding(one: Listed, found: CityRecord | None, *, city: str, is_again: bool = False) -> Finding:
    """The first that holds, the surest first. `is_again`: an earlier line has the same NIK."""
    if one.birth_date is None or nik_shape(one.nik) is None:
        return Finding.UNREADABLE
    if is_again or (found is not None and found.status is Status.DUPLIKAT):
        return Finding.DOUBLE
    if found is None:
        return Finding.UNKNOWN
    if found.status is Status.MENINGGAL:
        return Finding.DIED
    if found.birth_date != one.birth_date:
        return Finding.DIFFERS
    return _cover(found, city)


def is_missing(found: CityRecord, *, on_list: bool, as_of: date) -> bool:
    """Covered before the list was made, and not on it; who has no NIK yet cannot be looked for."""
    return bool(found.nik) and not on_list and found.since <= as_of


def is_safe_to_keep(one: Finding, found: CityRecord | None, as_of: date) -> bool:
    """Cover began so lately that the list may not have it yet: waiting a month harms nobody."""
    lately = found is not None and as_of - found.since <= _ON_THE_WAY
    return one is Finding.MISSING and lately


def _cover(found: CityRecord, city: str) -> Finding:
    if found.status is not Status.AKTIF:
        return Finding.ENDED
    if found.segment is not Segment.PBPU_PEMDA:
        return Finding.COVERED_ELSEWHERE
    if found.village_code and not found.village_code.startswith(f"{city}."):
        return Finding.MOVED
    return Finding.AGREES


def _columns(head: Sequence[str]) -> dict[str, int]:
    heads = [folded(text.removeprefix("\ufeff")) for text in head]
    where = {
        name: heads.index(said)
        for name, known in LIST_COLUMNS.items()
        for said in known[::-1]
        if said in heads
    }
    lacking = [n for n in LIST_COLUMNS if n not in where and n not in _MAY_LACK]
    if lacking:
        raise SheetHeadUnknown(missing=", ".join(LIST_COLUMNS[name][0] for name in lacking))
    return where


def _listed(line: int, cells: Mapping[str, str]) -> Listed:
    return Listed(
        line=line,
        nik=digits(cells["nik"])[:16],
        full_name=cells["name"][:_LONGEST],
        birth_date=day_said(cells["birth"]),
        village_code=cells.get("village", "")[:13],
    )
