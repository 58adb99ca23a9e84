from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from titian.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ScheduleChanged(Event):
    """The sessions a facility plans may differ from this day on."""

    name: ClassVar[str] = "facilities.schedule_changed"
    facility_id: int
    from_date: date
