"""Numbers that hold from a day on."""

from datetime import date

import pytest

from titian.kernel.dated import in_force

ROWS = [
    ("days", 30, date(2014, 1, 1), date(2020, 1, 1)),
    ("days", 90, date(2020, 1, 1), None),
    ("days", 60, date(2026, 1, 1), None),
    ("hours", 72, date(2020, 1, 1), None),
]


@pytest.mark.parametrize(
    "on, value",
    [
        (date(2013, 12, 31), None),
        (date(2014, 1, 1), 30),
        (date(2019, 12, 31), 30),
        (date(2020, 1, 1), 90),
        (date(2026, 1, 1), 60),
    ],
)
def test_a_number_holds_from_its_day_until_the_next(on: date, value: int | None) -> None:
    assert in_force(ROWS, "days", on) == value
    assert in_force(reversed(ROWS), "days", on) == value
