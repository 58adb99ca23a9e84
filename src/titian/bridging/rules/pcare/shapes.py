"""What every answer of PCare is made of: days, lists in pages, a field with its message."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from titian.bridging.errors import WireRefused

CREATED = "CREATED"
Row = TypeVar("Row")
_LARGEST_PAGE = 1_000


def told(day: date | None) -> str | None:
    """dd-MM-yyyy, as PCare writes days."""
    return None if day is None else day.strftime("%d-%m-%Y")


def listed(rows: Iterable[object], count: int | None = None) -> dict[str, object]:
    """`count` is of all there are, where the rows are a page of them."""
    shown = list(rows)
    return {"count": len(shown) if count is None else count, "list": shown}


def page_of(start: str, limit: str) -> tuple[int, int]:
    """From which row, and how many; both are numbers of the path."""
    if not (start.isdecimal() and limit.isdecimal()) or len(start) > 9 or len(limit) > 9:
        raise refused("Baris awal dan jumlah baris harus berupa angka")
    return int(start), min(int(limit), _LARGEST_PAGE)


def paged(rows: Sequence[Row], start: str, limit: str) -> Sequence[Row]:
    first, most = page_of(start, limit)
    return rows[first : first + most]


def created(field: str, message: object) -> dict[str, str]:
    """What a create answers with: which field was given, and its value."""
    return {"field": field, "message": str(message)}


def refused(message: str) -> WireRefused:
    """The precondition failed; 201 would be read as "created"."""
    return WireRefused(412, message, http=412)


def unknown_code(field: str, code: str) -> WireRefused:
    """A code that is in none of the lists."""
    return WireRefused(424, f"{field} {code} tidak ada dalam referensi"[:200], http=424)


def nothing() -> WireRefused:
    return WireRefused(204, "No Content")


def coded(code: str, name: str, prefix: str) -> dict[str, object]:
    """{kdPoli, nmPoli}, {kdDiag, nmDiag} …; what is not there is null."""
    return {f"kd{prefix}": code or None, f"nm{prefix}": name or None}
