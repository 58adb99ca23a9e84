"""What the page of a file shows: the counts, and the rows to be typed anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from titian.imports.rules import places_of
from titian.imports.types import Counts, ImportView, State, ToMend

# Which cells a reason is about, where its name is not that of a column.
_ABOUT: dict[str, tuple[str, ...]] = {
    "nik_lost": ("nik",), "kk_lost": ("kk",), "hours": ("starts", "ends"),
    "places": ("bookable", "counter"), "region_unknown": ("region",), "kind_differs": ("kind",),
    "not_a_hospital": ("class",), "facility_unknown": ("facility",), "letter_taken": ("letter",),
    "service_unknown": ("service",), "practitioner_busy": ("practitioner", "starts", "ends"),
    "village_unknown": ("village",), "village_missing": ("village",),
    "nik_other_card": ("nik", "card"), "card_taken": ("card",), "kk_differs": ("kk",),
    "birth_differs": ("birth",), "segment_differs": ("segment", "ward"),
    "head_stands": ("relation",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    key: str
    head: str
    text: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class WrongRow:
    id: int
    line: int
    faults: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    file: ImportView
    counts: Counts
    wrong: list[WrongRow]

    @property
    def can_mend(self) -> bool:
        return self.file.state in (State.WEIGHED, State.DONE)

    @property
    def left(self) -> int:
        """Rows to be mended that the page has no room for."""
        return self.file.to_mend - len(self.wrong)

    @property
    def to_apply(self) -> int:
        weighed = self.file.weighed.to_write if self.file.state is State.WEIGHED else 0
        return weighed + self.file.mended


def shown(one: ImportView, rows: Sequence[ToMend]) -> Shown:
    is_before = one.state in (State.WEIGHING, State.WEIGHED)
    counts = one.weighed if is_before else one.counts
    return Shown(one, counts, [_wrong(one, row) for row in rows])


def _wrong(one: ImportView, row: ToMend) -> WrongRow:
    """Only the cells the reasons are about; every cell when they are about the whole row."""
    where = places_of(one.kind, one.heads)
    named = {name for fault in row.faults for name in _ABOUT.get(fault, (fault,))}
    wrong = {where[name] for name in named if name in where}
    asked = sorted(wrong or where.values())
    values = (*row.values, *([""] * len(one.heads)))
    cells = (Cell(f"{row.id}_{n}", one.heads[n], values[n], n in wrong) for n in asked)
    return WrongRow(row.id, row.line, row.faults, tuple(cells))
