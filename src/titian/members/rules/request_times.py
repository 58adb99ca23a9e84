"""Days of requests: months, the first of the next one, and when to try again."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo

_FIRST_RETRY, _LONGEST_RETRY = timedelta(seconds=30), timedelta(hours=1)
STUCK_AFTER = 5  # failures, then an officer's list shows it


def retry_after(failures: int) -> timedelta:
    """How long to wait after so many failures: twice as long each time, an hour at most."""
    return min(_FIRST_RETRY * (1 << min(failures - 1, 12)), _LONGEST_RETRY)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    years, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, index + 1, min(day.day, monthrange(years, index + 1)[1]))


def first_of_next_month(day: date) -> date:
    return months_later(day.replace(day=1), 1)


def midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)
