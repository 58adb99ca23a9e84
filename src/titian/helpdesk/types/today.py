"""What fails today, from every source, for the person at the desk."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from titian.helpdesk.types.reports import Cause


class Source(StrEnum):
    """How we know of it."""

    PAGE = "page"  # somebody met it and has a code
    STAFF = "staff"  # staff wrote it down
    MESSAGE = "message"  # a code that was not sent
    LINK = "link"  # a facility's own system
    DESK = "desk"  # a desk could not finish


@dataclass(frozen=True, slots=True)
class FailureLine:
    """One kind: how often in all and in which hours; `report` is its public report's number."""

    source: Source
    cause: Cause
    times: int
    hours: tuple[tuple[int, int], ...]
    report: str = ""


@dataclass(frozen=True, slots=True)
class FailuresToday:
    on: date
    facility: str
    lines: tuple[FailureLine, ...]
    hours: tuple[tuple[int, int], ...]

    @property
    def times(self) -> int:
        return sum(one.times for one in self.lines)
