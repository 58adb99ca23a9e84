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


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path / "room" / "line", most_here=4)


def standing_number(keeper: Keeper, key: int) -> int:
    return keeper.join(key=key).number


def test_looks_are_asked_to_wait_less_only_while_there_is_a_line(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("titian.platform.http.room.pulse.Pulse.late", 0.5)

    assert not keeper.is_busy
    keeper.obey(Order.HOLD)
    assert keeper.is_busy


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
