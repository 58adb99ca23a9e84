"""Time as offices count it: from opening to closing, on working days, never on days off."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from titian.kernel.periods import day_of

MONDAY_TO_FRIDAY = frozenset(range(5))
_DAY = timedelta(days=1)
_NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Office:
    """When an office works: from one hour to another on some days of the week, not on days off."""

    opens: time
    closes: time
    zone: tzinfo
    days_off: Container[date] = frozenset()
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY

    def works_on(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.days_off

    def hours_on(self, day: date) -> tuple[datetime, datetime]:
        """Opening and closing of that day, whether or not the office works on it."""
        return (
            datetime.combine(day, self.opens, self.zone),
            datetime.combine(day, self.closes, self.zone),
        )


def due_after(start: datetime, working: timedelta, office: Office) -> datetime:
    """The moment when so much working time has passed.

    Raises ValueError for an office that never works: nothing would ever be due.
    """
    if office.opens >= office.closes or not office.weekdays:
        raise ValueError("an office works some time of some day")
    left = working
    day = day_of(start, office.zone)
    while True:
        if office.works_on(day):
            opens, closes = office.hours_on(day)
            begin = max(start.astimezone(office.zone), opens)
            if begin < closes:
                if begin + left <= closes:
                    return begin + left
                left -= closes - begin
        day += _DAY


def worked_between(start: datetime, end: datetime, office: Office) -> timedelta:
    """How much working time of the office lies between two moments; none when end is first."""
    worked = _NONE
    day, last = day_of(start, office.zone), day_of(end, office.zone)
    while day <= last:
        if office.works_on(day):
            opens, closes = office.hours_on(day)
            worked += max(min(end, closes) - max(start, opens), _NONE)
        day += _DAY
    return worked


def due_by_day_and_night(start: datetime, within: timedelta, office: Office) -> datetime:
    """The moment when so many hours of the clock have passed, those of days off left out: the
    night of a working day counts.
    """
    left = within
    day = day_of(start, office.zone)
    while True:
        if office.works_on(day):
            begins = max(start.astimezone(office.zone), _midnight(day, office))
            ends = _midnight(day + _DAY, office)
            if begins + left <= ends:
                return begins + left
            left -= ends - begins
        day += _DAY


def _midnight(day: date, office: Office) -> datetime:
    return datetime.combine(day, time.min, office.zone)
