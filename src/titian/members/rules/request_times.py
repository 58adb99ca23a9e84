"""Days and hours of requests: working hours of a branch, months, the first of the next one."""

from calendar import monthrange
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from titian.kernel.periods import day_of

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Office:
    """When a branch works: from one full hour to another, Monday to Friday, not on days off."""

    opens: int
    closes: int
    zone: tzinfo
    days_off: Container[date]

    def works_on(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.days_off


def due_after(start: datetime, hours: int, office: Office) -> datetime:
    """The moment when so many working hours have passed."""
    left = timedelta(hours=hours)
    day = day_of(start, office.zone)
    while True:
        if office.works_on(day):
            opens = datetime.combine(day, time(office.opens), office.zone)
            closes = datetime.combine(day, time(office.closes), office.zone)
            begin = max(start.astimezone(office.zone), opens)
            if begin < closes:
                if begin + left <= closes:
                    return begin + left
                left -= closes - begin
        day += _DAY


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    years, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, index + 1, min(day.day, monthrange(years, index + 1)[1]))


def first_of_next_month(day: date) -> date:
    return months_later(day.replace(day=1), 1)


def midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)
