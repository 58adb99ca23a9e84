"""What the pages show: a facility's days, and its weekly lines with names instead of ids."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from titian.facilities.errors import NotOfFacility
from titian.facilities.types import (
    DayPlan,
    ExceptionView,
    FacilityView,
    OpeningView,
    Profile,
    ScheduleBoard,
    WeeklyHours,
    day_of_weekday,
)

_SOON_DAYS = 2


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row with the same hours: "Senin–Jumat 07.00–14.00"."""

    first: date
    last: date
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Shown:
    """A facility's page: the days that matter most, then the rest of the week."""

    profile: Profile
    spans: list[Span]
    soon: list[DayPlan]
    later: list[DayPlan]


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


def shown(profile: Profile) -> Shown:
    return Shown(
        profile, spans_of(profile.hours), profile.days[:_SOON_DAYS], profile.days[_SOON_DAYS:]
    )


def spans_of(hours: list[OpeningView]) -> list[Span]:
    """Opening hours of the week, days in a row told together."""
    spans: list[Span] = []
    for one in sorted(hours, key=lambda one: one.weekday):
        previous = spans[-1] if spans else None
        if (
            previous
            and previous.last == one.day - timedelta(days=1)
            and (previous.opens, previous.closes) == (one.opens, one.closes)
        ):
            spans[-1] = replace(previous, last=one.day)
        else:
            spans.append(Span(one.day, one.day, one.opens, one.closes))
    return spans


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
