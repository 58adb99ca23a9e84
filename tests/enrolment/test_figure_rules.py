"""Who is too few to be told, working time as a scale, and the month that is meant."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titian.enrolment import rules
from titian.kernel.clock import JAKARTA
from titian.kernel.working_hours import Office, worked_between

OFFICE = Office(
    opens=time(8), closes=time(16), zone=JAKARTA, days_off=frozenset({date(2025, 3, 11)})
)
BEGINS, LASTS = datetime(2025, 3, 1, tzinfo=UTC), 20 * 24 * 3600
MOMENTS = st.integers(0, LASTS).map(lambda n: BEGINS + timedelta(seconds=n))


def up_to(moment: datetime, scale: rules.Scale) -> float:
    """As the statement reads it off the scale."""
    begun = [at for at in scale.opens if at <= moment.timestamp()]
    if not begun:
        return 0
    return scale.before[len(begun) - 1] + min(moment.timestamp() - begun[-1], scale.lasts)


@given(MOMENTS, MOMENTS)
def test_working_time_is_what_lies_between_two_places_of_the_scale(
    one: datetime, other: datetime
) -> None:
    start, end = sorted((one, other))
    scale = rules.scale(OFFICE, date(2025, 2, 20), date(2025, 3, 25))

    took = up_to(end, scale) - up_to(start, scale)

    assert took == pytest.approx(worked_between(start, end, OFFICE).total_seconds())


def test_the_scale_leaves_weekends_and_days_off_out() -> None:
    scale = rules.scale(OFFICE, date(2025, 3, 7), date(2025, 3, 12))

    assert [datetime.fromtimestamp(at, JAKARTA).day for at in scale.opens] == [7, 10, 12]
    assert scale.before == (0, 8 * 3600, 16 * 3600)


@pytest.mark.parametrize(
    "said, meant",
    [
        ("2026-03", date(2026, 3, 1)),
        ("2025-12", date(2025, 12, 1)),
        ("2025-11", date(2026, 11, 1)),
        ("2026-12", date(2026, 11, 1)),
        ("kemarin", date(2026, 11, 1)),
        ("", date(2026, 11, 1)),
    ],
)
def test_a_month_of_the_last_twelve_may_be_asked_for(said: str, meant: date) -> None:
    assert rules.month_asked(said, date(2026, 11, 22)) == meant


def test_months_follow_one_another() -> None:
    months = rules.months_told(date(2026, 2, 28))

    assert all(rules.month_after(before) == after for after, before in pairwise(months))
    assert rules.month_before(date(2026, 1, 1)) == date(2025, 12, 1)
