"""Facts of the help desk that others react to: ids and states, never words or addresses."""

from dataclasses import dataclass
from typing import ClassVar

from titian.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ReportMoved(Event):
    """A report of what fails again and again took a step: opened, sent, answered, mended …"""

    name: ClassVar[str] = "helpdesk.report_moved"
    report_id: int
    act: str
    state: str


@dataclass(frozen=True, slots=True)
class ReportClockRunningOut(Event):
    """Half, most or all of the time in which a party should answer has gone."""

    name: ClassVar[str] = "helpdesk.report_clock_running_out"
    report_id: int
    share: int


@dataclass(frozen=True, slots=True)
class FailureRecorded(Event):
    """Staff wrote down a failure for somebody who had no code."""

    name: ClassVar[str] = "helpdesk.failure_recorded"
    code: str
    kind: str
    facility_id: int


@dataclass(frozen=True, slots=True)
class PriorityGiven(Event):
    """A failure's code brought a place ahead at a counter."""

    name: ClassVar[str] = "helpdesk.priority_given"
    code: str
    ticket_id: int
    session_id: int
    facility_id: int
    is_recorded: bool
