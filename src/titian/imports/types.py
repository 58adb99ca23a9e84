"""Plain records of files that are brought."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from titian.kernel.verdicts import Outcome

Cells = Mapping[str, str]
LEFT_OUT = ("left_out",)  # in place of reasons: somebody decided that the row need not come


class Kind(StrEnum):
    """What the rows of a file are; the word of the command line."""

    FACILITIES = "facilities"
    SERVICES = "services"
    SCHEDULES = "schedules"
    MEMBERS = "members"


class State(StrEnum):
    """How far a file is. From a page it is weighed first; from the command line it is applied."""

    WEIGHING = "weighing"
    WEIGHED = "weighed"
    APPLYING = "applying"
    DONE = "done"
    DROPPED = "dropped"


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Row:
    """A filled row under the head, with its line in the file (the head is line 1)."""

    line: int
    values: tuple[str, ...]
    is_twice: bool = False  # another row of the file has the same key


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that is not taken, and why: codes, words in the catalogue as `import_fault.<code>`."""

    line: int
    values: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    new: int = 0
    changed: int = 0
    same: int = 0
    broken: int = 0

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> "Counts":
        told = list(outcomes)
        return cls(*(told.count(one) for one in Outcome))

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.new + other.new,
            self.changed + other.changed,
            self.same + other.same,
            self.broken + other.broken,
        )

    @property
    def total(self) -> int:
        return self.new + self.changed + self.same + self.broken

    @property
    def to_write(self) -> int:
        return self.new + self.changed


@dataclass(frozen=True, slots=True)
class ImportView:
    """A file that was brought; `weighed` is what applying would do, `counts` what it did."""

    id: int
    kind: Kind
    state: State
    name: str
    format: Format
    heads: tuple[str, ...]
    rows: int
    place: int
    counts: Counts
    weighed: Counts
    to_mend: int  # rows that still wait to be mended
    mended: int  # mended rows that wait to be applied
    brought_by: str
    brought_at: datetime
    ended_at: datetime | None

    @property
    def is_under_way(self) -> bool:
        return self.state in (State.WEIGHING, State.APPLYING)

    @property
    def percent(self) -> int:
        return 100 if not self.rows else min(self.place * 100 // self.rows, 100)


@dataclass(frozen=True, slots=True)
class ToMend:
    id: int
    line: int
    values: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One line of what a place needs before it is switched onto Titian; `mend` is its address."""

    name: str
    is_there: bool
    mend: str
