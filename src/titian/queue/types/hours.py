"""Plain words of doctors' hours that a facility's own system asks for (bpjs-protocols §4.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from titian.facilities.types import day_of_weekday

HOLIDAYS = 8


class HoursVerdict(StrEnum):
    """What the facility's manager says about proposed hours."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class HoursState(StrEnum):
    """What became of proposed hours; a manager who says nothing in time has agreed."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNOPPOSED = "unopposed"
    UNPLANNABLE = "unplannable"


@dataclass(frozen=True, slots=True)
class DayBeside:
    """The hours asked for on a weekday, beside what is planned; empty: nothing."""

    weekday: int
    asked: tuple[str, ...]
    stands: tuple[str, ...]

    @property
    def is_holiday(self) -> bool:
        """`hari` 8: holidays have no weekly line, so nothing is planned from it."""
        return self.weekday == HOLIDAYS

    @property
    def some_day(self) -> date:
        return day_of_weekday(self.weekday)


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """Proposed hours in a list."""

    id: int
    facility_name: str
    service_name: str
    practitioner_name: str
    proposed_at: datetime
    counts_on: date
    state: HoursState

    @property
    def waits(self) -> bool:
        return self.state is HoursState.WAITING


@dataclass(frozen=True, slots=True)
class ProposalView:
    """Proposed hours beside what stands, and what was decided."""

    line: ProposalLine
    days: tuple[DayBeside, ...]
    is_own: bool
    words: str
    error: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProposalBook:
    """What waits for a manager, what was decided lately, and for whose facilities."""

    waiting: tuple[ProposalLine, ...]
    settled: tuple[ProposalLine, ...]

    @classmethod
    def of(cls, lines: Iterable[ProposalLine]) -> "ProposalBook":
        lines = tuple(lines)
        return cls(
            tuple(line for line in lines if line.waits),
            tuple(line for line in lines if not line.waits),
        )
