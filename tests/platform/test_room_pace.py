"""When the room opens and closes, how fast its line moves, and what is promised meanwhile."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titian.platform.http.room import rules
from titian.platform.http.room.rules import Line, Load, Order

CALM = Load(here=0, everywhere=0, most_here=10, answer=0.02)
CROWDED = Load(here=10, everywhere=20, most_here=10, answer=0.4)
SLOW = Load(here=2, everywhere=8, most_here=10, answer=1.6)
ALONE = Load(here=2, everywhere=2, most_here=10, answer=1.6)


@pytest.mark.parametrize(
    "order, load, is_open",
    [
        (Order.BY_ITSELF, CALM, False),
        (Order.BY_ITSELF, CROWDED, True),
        (Order.BY_ITSELF, SLOW, True),
        (Order.BY_ITSELF, ALONE, False),
        (Order.OPEN, CALM, True),
        (Order.HOLD, CALM, True),
        (Order.OFF, SLOW, False),
    ],
)
def test_the_room_opens_when_the_line_is_too_long_or_by_order(
    order: Order, load: Load, is_open: bool
) -> None:
    assert rules.opened(Line(5, 5, order), load, at=100.0).is_open is is_open


def test_the_first_pace_is_half_of_what_was_really_done() -> None:
    opened = rules.opened(Line(5, 5), replace(CROWDED, rate=37.0), at=100.0)

    assert opened.pace == 18.5


@pytest.mark.parametrize(
    "load, goes",
    [
        (CALM, "faster"),
        (SLOW, "slower"),
        (replace(CALM, answer=0.6), "on"),
        (replace(CALM, late=0.05), "slower"),
    ],
)
def test_the_pace_follows_how_long_answers_take_and_how_busy_it_is(load: Load, goes: str) -> None:
    line = Line(50, 5, is_open=True, pace=20.0, moved_at=99.0, paced_at=99.0)

    pace = rules.moved(line, replace(load, rate=20.0), at=100.0).pace

    assert goes == ("faster" if pace > 20 else "slower" if pace < 20 else "on")


def test_a_machine_that_is_busy_with_something_else_still_lets_some_in() -> None:
    line = Line(50, 5, is_open=True, pace=5.0, moved_at=99.0, paced_at=99.0)

    assert rules.moved(line, replace(CALM, late=0.5, rate=20.0), at=100.0).pace == 5.0


def test_while_it_is_very_busy_what_was_promised_is_not_promised_to_more() -> None:
    line = Line(500, 5, is_open=True, pace=200.0, moved_at=99.0, paced_at=99.9)

    assert rules.moved(line, replace(CALM, late=0.015), at=100.0).budget == 200
    assert rules.moved(line, replace(CALM, late=0.03), at=100.0).budget == 5


def test_the_line_does_not_run_ahead_of_those_who_really_come() -> None:
    line = Line(500, 5, is_open=True, pace=120.0, moved_at=99.0, paced_at=99.0)

    assert rules.moved(line, replace(CALM, rate=80.0), at=100.0).pace == 105.0


def test_nobody_is_let_in_while_the_line_is_too_long_or_held() -> None:
    line = Line(50, 5, is_open=True, pace=20.0, moved_at=99.0, paced_at=99.9)

    assert rules.moved(line, SLOW, at=100.0).budget == 0
    assert rules.moved(replace(line, order=Order.HOLD), CALM, at=100.0).budget == 0
    assert rules.moved(line, CALM, at=100.0).budget == 20


def test_an_empty_room_closes_by_itself_after_a_while_of_calm() -> None:
    line = Line(5, 5, is_open=True, pace=20.0, moved_at=99.0, paced_at=99.0)

    calm = rules.moved(line, CALM, at=100.0)

    assert calm.is_open
    assert not rules.moved(calm, CALM, at=100.0 + rules.SETTLED).is_open
    assert rules.moved(replace(calm, issued=6), CALM, at=110.0).is_open


@given(before=st.integers(0, 100_000), pace=st.floats(0.5, 5000))
def test_what_is_promised_holds_at_the_pace_of_now(before: int, pace: float) -> None:
    low, high = rules.seconds_left(before, pace)

    assert low <= before / pace <= high
    assert rules.SOONEST <= rules.ask_again(7, before, pace, waiting=0) <= rules.LATEST
    assert rules.minutes((low, high))[0] <= rules.minutes((low, high))[1]


def test_where_many_wait_their_pages_ask_seldom_and_the_next_ones_still_often() -> None:
    assert 12 < rules.ask_again(7, 1000, 50.0, waiting=1000) < 1000 / 50.0
    assert rules.ask_again(7, 100_000, 100.0, waiting=100_000) > 300
    assert rules.ask_again(7, 50, 100.0, waiting=100_000) == rules.SOONEST


def test_who_came_in_the_same_second_does_not_ask_in_the_same_second_again() -> None:
    asks = [rules.ask_again(n, 5000 + n, 50.0, waiting=5000) for n in range(400)]

    assert max(asks.count(second) for second in set(asks)) < 50
    assert max(asks) - min(asks) < max(asks) / 3
