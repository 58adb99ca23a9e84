"""Which week or month figures are of."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_WEEK, _DAY = timedelta(days=7), timedelta(days=1)
_EARLIEST = date(2015, 1, 1)


class Span(StrEnum):
    WEEK = "minggu"
    MONTH = "bulan"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A whole week from Monday, or a whole month; `after` is the first day that is not in it."""

    span: Span
    first: date
    after: date

    @property
    def last(self) -> date:
        return self.after - _DAY

    @property
    def before(self) -> date:
        """A day of the one before."""
        return self.first - _DAY


def stretch_asked(span: str, day: str, *, today: date) -> Stretch:
    """The one that day lies in; the running one when it says nothing that can be."""
    meant = _day(day)
    if meant is None or not _EARLIEST <= meant <= today:
        meant = today
    return stretch_of(Span.WEEK if span == Span.WEEK else Span.MONTH, meant)


def stretch_of(span: Span, day: date) -> Stretch:
    if span is Span.WEEK:
        first = day - _DAY * day.weekday()
        return Stretch(span, first, first + _WEEK)
    first = day.replace(day=1)
    return Stretch(span, first, (first + timedelta(days=31)).replace(day=1))


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
