"""What the figures say in lines: for the page's tables, and for a spreadsheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from titian.complaints.selectors.counting import Counted, Times
from titian.complaints.selectors.figures import Figures, Line
from titian.complaints.types import CaseState

COLUMNS = (
    "mulai", "sampai", "kelompok", "kantor", "kategori", "keluhan",
    *(f"keadaan_{one}" for one in CaseState),
    "terlambat_persen", "dibuka_lagi_persen", "warga_bilang_selesai_persen",
    "jawaban_pertama_setengahnya_jam", "jawaban_pertama_9_dari_10_jam",
    "selesai_setengahnya_jam", "selesai_9_dari_10_jam",
)  # fmt: skip
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One table of the page: `by` names its words in the template."""

    by: str
    lines: Sequence[Line]


def groups_of(found: Figures) -> list[Group]:
    groups = [Group("office", found.offices), Group("category", found.categories)]
    return [one for one in groups if one.lines]


def lines_of(found: Figures) -> Iterator[Cells]:
    """One line for each row; empty where too few would be told."""
    period = (found.stretch.first.isoformat(), found.stretch.last.isoformat())
    if found.whole is not None:
        yield (*period, "semua", "", "", *_cells(found.whole))
    tables = (("kantor", found.offices), ("kategori", found.categories))
    for kind, lines in (*tables, ("kantor dan kategori", found.crossed)):
        for line in lines:
            yield (*period, kind, *_named(line), *_cells(line.counted))


def _named(line: Line) -> Cells:
    if not line.name and not line.category:
        return ("lainnya, dijumlah", "")
    return (line.name, line.category or "")


def _cells(one: Counted) -> Cells:
    shares = (one.late_percent, one.reopened_percent, one.praised_percent)
    return (
        str(one.cases),
        *map(str, one.states),
        *("" if share is None else str(share) for share in shares),
        *_times(one.first),
        *_times(one.solved),
    )


def _times(one: Times) -> Cells:
    return tuple("" if hours is None else str(hours) for hours in (one.median, one.ninetieth))
