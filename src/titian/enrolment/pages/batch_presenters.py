"""What the page of a spreadsheet shows: the wrong cells to be typed anew, the rest as it stands."""

from dataclasses import dataclass

from titian.enrolment import rules
from titian.enrolment.types import BatchView, RowState, RowView


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell to be typed anew; `is_wrong` is why it is asked."""

    column: str
    name: str
    text: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class WrongRow:
    row: RowView
    cells: tuple[Cell, ...]
    refusals: tuple[str, ...]  # what is not of one cell


@dataclass(frozen=True, slots=True)
class BatchPage:
    batch: BatchView
    wrong: list[WrongRow]
    counts: list[tuple[RowState, int]]

    @property
    def ready(self) -> int:
        return self.batch.line.counts[RowState.READY]

    @property
    def drafted(self) -> int:
        return self.batch.line.counts[RowState.DRAFTED]


def batch_page(batch: BatchView) -> BatchPage:
    counts = [(state, many) for state, many in batch.line.counts.items() if many]
    return BatchPage(batch, [_wrong(row) for row in batch.wrong], counts)


def _wrong(row: RowView) -> WrongRow:
    """Every cell when the row as a whole was refused, else only the wrong ones."""
    faults = set(row.faults)
    refusals = tuple(fault for fault in row.faults if fault not in rules.COLUMNS)
    asked = [name for name in rules.COLUMNS if refusals or name in faults]
    cells = tuple(
        Cell(name, f"{row.row_id}_{name}", row.cells.get(name, ""), name in faults)
        for name in asked
    )
    return WrongRow(row, cells, refusals)
