from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titian.queue.rules.estimate import (
    Ahead,
    CallRange,
    Forecast,
    Habit,
    Place,
    Progress,
    aheads,
    planned_minutes,
)

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HABIT = Habit.planned(8)
RUNNING = Progress(HABIT, START, started_at=START, served_seconds=[480] * 10)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def shown(progress: Progress, ahead: Ahead, *, now: datetime = START) -> CallRange:
    return Forecast(progress, now).range_for(ahead)


def middle(progress: Progress, ahead: Ahead, *, now: datetime = START) -> datetime:
    found = shown(progress, ahead, now=now)
    return found.earliest + (found.latest - found.earliest) / 2


progresses = st.builds(
    Progress,
    habit=st.builds(
        Habit,
        minutes_per_person=st.floats(2, 60),
        coming_share=st.floats(0.3, 1),
        late_minutes=st.floats(0, 60),
        trust=st.floats(3, 60),
    ),
    planned_start=st.just(START),
    started_at=st.sampled_from([None, START]),
    delay_minutes=st.integers(0, 120),
    counters=st.integers(1, 4),
    served_seconds=st.lists(st.floats(0, 1e5), max_size=30),
    serving_seconds=st.lists(st.floats(0, 1e4), max_size=4),
    came=st.integers(0, 40),
    missed=st.integers(0, 40),
)
lines = st.builds(
    Ahead,
    present=st.integers(0, 60),
    expected=st.integers(0, 60),
    overdue=st.integers(0, 10),
    overtaking=st.integers(0, 10),
)
moments = st.integers(-180 * 60, 600 * 60).map(lambda s: START + timedelta(seconds=s))


@given(progresses, lines, moments)
def test_a_range_is_whole_five_minutes_and_at_least_ten_wide(
    progress: Progress, ahead: Ahead, now: datetime
) -> None:
    found = shown(progress, ahead, now=now)

    assert found.latest - found.earliest >= minutes(10)
    for moment in (found.earliest, found.latest):
        assert (moment.minute % 5, moment.second, moment.microsecond) == (0, 0, 0)


@given(progresses, lines, moments)
def test_nobody_with_people_before_them_is_promised_a_time_that_has_passed(
    progress: Progress, ahead: Ahead, now: datetime
) -> None:
    assert ahead.nobody or shown(progress, ahead, now=now).earliest >= now


@given(progresses, lines, moments, st.sampled_from(["present", "expected", "overdue"]))
def test_one_more_person_before_never_makes_the_range_earlier(
    progress: Progress, ahead: Ahead, now: datetime, kind: str
) -> None:
    counts = {
        "present": ahead.present,
        "expected": ahead.expected,
        "overdue": ahead.overdue,
        "overtaking": ahead.overtaking,
    }
    fewer = shown(progress, ahead, now=now)
    more = shown(progress, Ahead(**{**counts, kind: counts[kind] + 1}), now=now)

    assert more.earliest >= fewer.earliest
    assert more.latest >= fewer.latest


def test_before_the_session_the_first_waits_for_its_start() -> None:
    found = shown(Progress(HABIT, START), Ahead(), now=START - minutes(60))

    assert START - minutes(5) <= found.earliest
    assert found.latest <= START + minutes(45)


def test_an_announced_delay_moves_the_range_by_as_much() -> None:
    early, now = Progress(HABIT, START), START - minutes(60)
    late = Progress(HABIT, START, delay_minutes=30)

    moved = middle(late, Ahead(3), now=now) - middle(early, Ahead(3), now=now)
    assert minutes(25) <= moved <= minutes(35)


def test_the_pace_of_this_session_outweighs_the_plan_in_time() -> None:
    slow = Progress(HABIT, START, started_at=START, served_seconds=[900] * 40)

    assert Forecast(RUNNING, START).pace_seconds == 480
    assert Forecast(slow, START).pace_seconds == pytest.approx(900, rel=0.1)


def test_one_endless_consultation_hardly_moves_the_pace() -> None:
    odd = Progress(HABIT, START, started_at=START, served_seconds=[480] * 20 + [20_000])

    assert Forecast(odd, START).pace_seconds < 480 * 1.1


def test_calls_made_by_mistake_do_not_count_as_fast_service() -> None:
    slips = Progress(HABIT, START, started_at=START, served_seconds=[480] * 10 + [3] * 20)

    assert Forecast(slips, START).pace_seconds == 480


def test_two_counters_halve_the_wait() -> None:
    two = Progress(HABIT, START, started_at=START, served_seconds=[480] * 10, counters=2)

    one_wait = middle(RUNNING, Ahead(20)) - START
    assert one_wait / (middle(two, Ahead(20)) - START) == pytest.approx(2, rel=0.15)


def test_the_booked_who_may_not_come_count_less_than_those_who_are_here() -> None:
    assert middle(RUNNING, Ahead(expected=20)) < middle(RUNNING, Ahead(present=20))


def test_those_with_priority_still_to_come_push_the_range_back() -> None:
    assert middle(RUNNING, Ahead(10, overtaking=6)) > middle(RUNNING, Ahead(10))


def test_the_line_tells_for_each_who_is_before_and_who_may_overtake() -> None:
    here, coming = (Place.PRESENT, False), (Place.EXPECTED, True)

    assert aheads([here, coming, (Place.OVERDUE, False), here, coming]) == [
        Ahead(overtaking=2),
        Ahead(present=1, overtaking=1),
        Ahead(present=1, expected=1, overtaking=1),
        Ahead(present=1, expected=1, overdue=1, overtaking=1),
        Ahead(present=2, expected=1, overdue=1),
    ]


def test_the_plan_gives_minutes_for_one_person_within_what_is_possible() -> None:
    assert planned_minutes(START, START + minutes(240), 30) == 8
    assert planned_minutes(START, START + minutes(240), 0) == 60
    assert planned_minutes(START, START + minutes(60), 500) == 2
