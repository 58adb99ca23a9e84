"""Facts about complaints that others react to: ids and states, never words or addresses."""

from dataclasses import dataclass
from typing import ClassVar

from titian.kernel.events import Event


@dataclass(frozen=True, slots=True)
class CaseMoved(Event):
    """A case took a step of its life: filed, answered, resolved, reopened …"""

    name: ClassVar[str] = "complaints.case_moved"
    case_id: int
    category: str
    act: str
    state: str


@dataclass(frozen=True, slots=True)
class CaseClockRunningOut(Event):
    """Half, most or all of the time of a promise has gone."""

    name: ClassVar[str] = "complaints.clock_running_out"
    urgent: ClassVar[bool] = True
    case_id: int
    clock: str
    share: int
