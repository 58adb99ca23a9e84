"""Time as offices count it."""

from datetime import date, datetime, time, timedelta

import pytest

from titian.kernel.clock import JAKARTA
from titian.kernel.working_hours import (
    Office,
    due_after,
    due_by_day_and_night,
    worked_between,
)

CHRISTMAS = {date(2026, 12, 24), date(2026, 12, 25)}
OFFICE = Office(time(8), time(16), JAKARTA, CHRISTMAS)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


def told(found: datetime) -> str:
    return f"{found:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    "asked, hours, due",
    [
        ("2026-11-23 10:00", 4, "2026-11-23 14:00"),
        ("2026-11-23 10:00", 8, "2026-11-24 10:00"),
        ("2026-11-23 06:00", 8, "2026-11-23 16:00"),
        ("2026-11-23 16:00", 1, "2026-11-24 09:00"),
        ("2026-11-27 15:00", 2, "2026-11-30 09:00"),
        ("2026-11-28 12:00", 8, "2026-11-30 16:00"),
        ("2026-12-23 15:00", 2, "2026-12-28 09:00"),
    ],
)
def test_only_working_hours_count(asked: str, hours: int, due: str) -> None:
    assert told(due_after(moment(asked), timedelta(hours=hours), OFFICE)) == due


@pytest.mark.parametrize(
    "start, end, hours",
    [
        ("2026-11-23 10:00", "2026-11-23 14:00", 4),
        ("2026-11-23 06:00", "2026-11-23 20:00", 8),
        ("2026-11-27 15:00", "2026-11-30 09:00", 2),
        ("2026-12-23 16:40", "2026-12-28 08:00", 0),
        ("2026-11-23 14:00", "2026-11-23 10:00", 0),
    ],
)
def test_time_worked_leaves_out_nights_and_days_off(start: str, end: str, hours: int) -> None:
    assert worked_between(moment(start), moment(end), OFFICE) == timedelta(hours=hours)


def test_an_office_that_never_works_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="works some time"):
        due_after(moment("2026-11-23 10:00"), timedelta(hours=1), Office(time(8), time(8), JAKARTA))


@pytest.mark.parametrize(
    "start, due",
    [
        ("2026-11-23 10:00", "2026-11-26 10:00"),
        ("2026-11-27 16:40", "2026-12-02 16:40"),
        ("2026-12-23 16:40", "2026-12-30 16:40"),
        ("2026-11-28 12:00", "2026-12-03 00:00"),
    ],
)
def test_three_days_by_day_and_night_leave_out_days_off(start: str, due: str) -> None:
    assert told(due_by_day_and_night(moment(start), timedelta(hours=72), OFFICE)) == due
