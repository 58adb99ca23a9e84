"""A spreadsheet of people as the village office brings it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from titian.enrolment.types.procedures import ApplicationKind

Cells = Mapping[str, str]  # by the names of `rules.COLUMNS`


class RowState(StrEnum):
    WRONG = "wrong"  # to be mended in place
    READY = "ready"
    DRAFTED = "drafted"  # of its family there is a draft: papers are missing
    SENT = "sent"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class RowView:
    """One line of the sheet; `faults` names cells, or the code of a refusal."""

    row_id: int
    line: int
    state: RowState
    cells: Cells
    faults: tuple[str, ...]
    application_id: int | None = None


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch without its people: how many rows are in which state."""

    id: int
    kind: ApplicationKind
    village_code: str
    village_name: str
    made_at: datetime
    is_sending: bool
    counts: Mapping[RowState, int]

    @property
    def rows(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class BatchView:
    """`wrong` are all rows to be mended; `rest` the first of the others."""

    line: BatchLine
    wrong: tuple[RowView, ...]
    rest: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class PapersFiled:
    """How many found their family, the names of those that did not, and families sent by it."""

    filed: int
    left: tuple[str, ...]
    sent: int
