"""What the schedule page shows: lines by weekday with names instead of ids."""

from dataclasses import dataclass
from datetime import date

from titian.facilities.errors import NotOfFacility
from titian.facilities.types import (
    ExceptionView,
    FacilityView,
    ScheduleBoard,
    WeeklyHours,
    day_of_weekday,
)


@dataclass(frozen=True, slots=True)
class Line:
    hours: WeeklyHours
    service: str
    practitioner: str
    is_to_come: bool

    @property
    def weekday(self) -> date:
        return day_of_weekday(self.hours.weekday)

    def as_initial(self) -> dict[str, object]:
        """What the form for changing it begins with."""
        return {
            "layanan": self.hours.service_id,
            "dokter": self.hours.practitioner_id,
            "hari": self.hours.weekday,
            "mulai": self.hours.starts,
            "selesai": self.hours.ends,
            "daring": self.hours.bookable,
            "loket": self.hours.counter,
            "cadangan": self.hours.reserve,
        }


@dataclass(frozen=True, slots=True)
class Difference:
    exception: ExceptionView
    about: str


@dataclass(frozen=True, slots=True)
class Week:
    facility: FacilityView
    lines: list[Line]
    differences: list[Difference]


def week_of(board: ScheduleBoard) -> Week:
    services = {one.id: one.name for one in board.services}
    people = {one.id: one.name for one in board.practitioners}
    differences = [
        Difference(
            one,
            ", ".join(
                name
                for name in (
                    services.get(one.service_id or 0, ""),
                    people.get(one.practitioner_id or 0, ""),
                )
                if name
            ),
        )
        for one in board.exceptions
    ]
    lines = [
        Line(
            hours,
            services[hours.service_id],
            people[hours.practitioner_id],
            hours.valid_from > board.today,
        )
        for hours in board.lines
    ]
    return Week(board.facility, lines, differences)


def line_of(board: ScheduleBoard, line_id: int) -> Line:
    """Raises NotOfFacility."""
    for line in week_of(board).lines:
        if line.hours.id == line_id:
            return line
    raise NotOfFacility
