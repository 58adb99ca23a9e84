"""The line before a door: its order holds over threads, processes, reloads and restarts."""

import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from titian.platform.http.room import rules
from titian.platform.http.room.keeper import Keeper, RoomFull
from titian.platform.http.room.rules import Line, Load, Order
from titian.platform.http.room.store import Place, Store

CALM = Load(here=0, everywhere=0, most_here=10, answer=0.02)
CROWDED = Load(here=10, everywhere=20, most_here=10, answer=0.4)
SLOW = Load(here=2, everywhere=8, most_here=10, answer=1.6)
ALONE = Load(here=2, everywhere=2, most_here=10, answer=1.6)


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path / "room" / "line", most_here=4)


def standing_number(keeper: Keeper, key: int) -> int:
    return keeper.join(key=key).number


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


def test_looks_are_asked_to_wait_less_only_while_there_is_a_line(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("titian.platform.http.room.pulse.Pulse.late", 0.5)

    assert not keeper.is_busy
    keeper.obey(Order.HOLD)
    assert keeper.is_busy


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


def test_who_comes_while_nobody_waits_goes_in_at_once(keeper: Keeper) -> None:
    assert keeper.knock(number=0, key=0) is None


def test_places_are_given_in_the_order_of_coming_and_one_to_each(keeper: Keeper) -> None:
    keeper.obey(Order.HOLD)

    first, second, again = (standing_number(keeper, key) for key in (7, 8, 7))

    assert second == first + 1
    assert again == first


def test_a_place_survives_a_restart(tmp_path: Path) -> None:
    before = Keeper(tmp_path / "line", most_here=4)
    before.obey(Order.HOLD)
    mine = before.join(key=7)

    after = Keeper(tmp_path / "line", most_here=4).look(number=mine.number, key=7)

    assert after is not None
    assert (after.number, after.before) == (mine.number, 0)


def test_a_lost_file_begins_above_every_number_that_was_given(tmp_path: Path) -> None:
    lost, fresh = Store(tmp_path / "lost"), Store(tmp_path / "fresh")

    assert fresh.line(at=2_000_000_100.0).issued > lost.line(at=2_000_000_000.0).issued + 90_000


def test_a_number_of_somebody_else_opens_nothing(keeper: Keeper) -> None:
    keeper.obey(Order.HOLD)
    mine = keeper.join(key=7)

    assert keeper.look(number=mine.number, key=8) is None
    assert keeper.knock(number=mine.number, key=8) == keeper.knock(number=0, key=0)


def test_who_leaves_makes_room_and_begins_anew_at_the_end(keeper: Keeper) -> None:
    keeper.obey(Order.HOLD)
    first, second = keeper.join(key=7), keeper.join(key=8)

    keeper.leave(number=first.number, key=7)

    assert keeper.look(number=first.number, key=7) is None
    assert standing_number(keeper, 7) == second.number + 1


def test_a_turn_serves_several_bookings_and_then_no_more(keeper: Keeper) -> None:
    keeper.obey(Order.HOLD)
    mine = keeper.join(key=7)
    keeper.obey(Order.OFF)
    keeper.figures()
    keeper.obey(Order.OPEN)

    went_in = [keeper.knock(number=mine.number, key=7) for _ in range(rules.TURN_SERVES)]

    assert went_in == [None] * rules.TURN_SERVES
    assert keeper.look(number=mine.number, key=7) is None


def test_the_line_is_too_long_when_as_many_are_inside_as_may_be(keeper: Keeper) -> None:
    together, over = threading.Barrier(5), threading.Event()

    def book() -> None:
        with keeper.inside(is_first=True):
            together.wait()
            over.wait()

    bookings = [threading.Thread(target=book) for _ in range(4)]
    for booking in bookings:
        booking.start()
    together.wait()
    told = keeper.knock(number=0, key=0)
    over.set()
    for booking in bookings:
        booking.join()

    assert told is not None
    assert keeper.figures().inside == 0


def test_a_process_that_was_killed_is_not_counted_as_inside(tmp_path: Path) -> None:
    begin = (
        "import sys; from pathlib import Path\n"
        "from titian.platform.http.room.store import Store\n"
        "store = Store(Path(sys.argv[1]))\n"
        "store.be_here()\n"
        "store.report(9, 1.0)\n"
        "assert [(told.inside, told.since) for told in store.reports()] == [(9, 1.0)]\n"
    )
    subprocess.run([sys.executable, "-c", begin, str(tmp_path / "line")], check=True)

    assert Store(tmp_path / "line").reports() == []


@pytest.mark.slow
def test_the_index_finds_everybody_of_a_full_ring(tmp_path: Path) -> None:
    store, draw = Store(tmp_path / "line"), random.Random(5)
    keys = [draw.getrandbits(64) for _ in range(60_000)]
    for number, key in enumerate(keys, start=1):
        store.enter(Place(number, key, due=0))

    found = [store.place_of(key) for key in keys[::100]]

    assert [place and place.number for place in found] == list(range(1, 60_001, 100))


@pytest.mark.slow
def test_threads_get_numbers_without_a_gap_and_each_key_one(keeper: Keeper) -> None:
    keeper.obey(Order.HOLD)
    keys = [key for key in range(1, 201) for _ in range(3)]
    random.Random(1).shuffle(keys)

    with ThreadPoolExecutor(16) as pool:
        numbers = list(pool.map(lambda key: (key, standing_number(keeper, key)), keys))

    by_key = dict(numbers)
    assert set(numbers) == set(by_key.items())
    first = min(by_key.values())
    assert sorted(by_key.values()) == list(range(first, first + 200))


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.data())
def test_turns_come_in_the_order_of_the_numbers_whatever_happens(data: st.DataObject) -> None:
    """People come, ask, leave; the pace and the load change: no later number goes in while an
    earlier one that is still there waits.
    """
    line, waiting, at = Line(0, 0, Order.OPEN), [], 1000.0
    loads = st.sampled_from([CALM, CROWDED, SLOW])
    for _ in range(data.draw(st.integers(1, 40))):
        at += data.draw(st.floats(0.01, 3.0))
        load = data.draw(loads)
        line = rules.moved(rules.opened(line, load, at=at), load, at=at)
        if data.draw(st.booleans()):
            line = replace(line, issued=line.issued + 1)
            waiting.append(line.issued)
        let_in = min(int(line.budget), line.waiting)
        before = line.admitted
        line = replace(line, admitted=before + let_in, budget=line.budget - let_in)
        assert line.admitted >= before
        assert line.admitted <= line.issued
        assert let_in <= max(line.pace, 1) + 1
    assert waiting == sorted(waiting)


def test_a_full_room_says_so(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("titian.platform.http.room.keeper.PLACES", 3)
    keeper.obey(Order.HOLD)
    keeper.join(key=1)
    keeper.join(key=2)

    with pytest.raises(RoomFull):
        keeper.join(key=3)


def test_who_joins_a_room_that_has_closed_since_they_knocked_goes_on_at_once(
    keeper: Keeper,
) -> None:
    keeper.obey(Order.OFF)

    mine = keeper.join(key=7)

    assert mine.is_turn
    assert keeper.knock(number=mine.number, key=7) is None
    assert keeper.figures().waiting == 0
