"""Open figures: the months told of, and working time as a scale one can subtract on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from titian.kernel.working_hours import Office

MONTHS_BACK = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scale:
    """Working seconds of an office that had passed `before` each of its days opened (`opens`, in
    seconds of the epoch), and how long a day `lasts`.
    """

    opens: tuple[float, ...]
    before: tuple[float, ...]
    lasts: float


def scale(office: Office, first: date, last: date) -> Scale:
    """Of the days from the first to the last; half a year is 180 steps."""
    days = (first + _DAY * n for n in range((last - first).days + 1))
    opens = tuple(office.hours_on(day)[0].timestamp() for day in days if office.works_on(day))
    begins, ends = office.hours_on(first)
    lasts = (ends - begins).total_seconds()
    return Scale(opens, tuple(lasts * n for n in range(len(opens))), lasts)


def month_asked(said: str, today: date) -> date:
    """The first day of the month meant, of the last twelve; of this month when it says nothing
    that can be.
    """
    return next((one for one in months_told(today) if f"{one:%Y-%m}" == said), today.replace(day=1))


def months_told(today: date) -> Sequence[date]:
    """This month and those before it, newest first."""
    now = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(now, now - MONTHS_BACK, -1)]


def month_after(first: date) -> date:
    return (first + 31 * _DAY).replace(day=1)


def month_before(first: date) -> date:
    return (first - _DAY).replace(day=1)
