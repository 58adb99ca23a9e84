"""Looks, work and bookings have threads of their own, and nobody waits for one for ever."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import pytest

from titian.platform.http.room import lanes as waiting
from titian.platform.http.room.gate import Environ, Start
from titian.platform.http.room.lanes import Lanes, Ways

WAYS = Ways(books="/pegang/", desks="/petugas/", never_waits=("/livez",))
LOOK = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_ACCEPT": "text/html,*/*;q=0.8"}
CALL = {"REQUEST_METHOD": "GET", "PATH_INFO": "/fhir/r4/Patient", "HTTP_ACCEPT": "*/*"}
DESK = {**LOOK, "PATH_INFO": "/petugas/antrean/"}
BOOKING = {"REQUEST_METHOD": "POST", "PATH_INFO": "/pegang/"}
SENT = {"REQUEST_METHOD": "POST", "PATH_INFO": "/keluhan/"}


class Slow:
    """What stands behind: nothing goes on until it is let go; how many were ever inside."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.inside = 0
        self.most = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        del environ, start
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.let_go.wait(10)
        with self._lock:
            self.inside -= 1
        return [b"answered"]


def instead(environ: Environ, start: Start) -> Iterable[bytes]:
    del environ, start
    return [b"later"]


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def lanes(slow: Slow) -> Lanes:
    """Eight of work, eight of bookings, and two looks."""
    return Lanes(slow, WAYS, at_once=8, instead=instead, is_busy=lambda: False)


def ask(lanes: Lanes, what: Environ) -> bytes:
    return b"".join(lanes(what, lambda *_: None))


@contextmanager
def asking(lanes: Lanes, slow: Slow, *many: Environ) -> Iterator[list[bytes]]:
    """All of them ask; their answers, once what stands behind was let go."""
    answers: list[bytes] = []

    def answer(what: Environ) -> None:
        answers.append(ask(lanes, what))

    threads = [threading.Thread(target=answer, args=(what,)) for what in many]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        slow.let_go.set()
        for thread in threads:
            thread.join(10)


def until(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + 5
    while not condition() and time.monotonic() < ends:
        time.sleep(0.002)


def test_a_look_waits_as_long_as_its_answer_is_due_and_is_then_told_to_come_again(
    lanes: Lanes, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with asking(lanes, slow, LOOK, LOOK):
        until(lambda: slow.inside == 2)
        begun = time.monotonic()

        told = ask(lanes, LOOK)

        assert told == b"later"
        assert time.monotonic() - begun >= waiting.PATIENCE * 0.9


def test_while_nobody_can_be_told_a_thing_one_looks_at_a_time_and_no_look_waits(
    slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 8.0)
    busy = Lanes(slow, WAYS, at_once=8, instead=instead, is_busy=lambda: True)

    with asking(busy, slow, LOOK, *[SENT] * 9, *[BOOKING] * 9) as answers:
        until(lambda: slow.inside == 17)
        begun = time.monotonic()

        told = ask(busy, LOOK)

        assert told == b"later"
        assert time.monotonic() - begun < waiting.PATIENCE / 2
    assert answers == [b"answered"] * 19


def test_of_too_many_looks_the_last_is_answered_at_once(
    slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 8.0)
    lanes = Lanes(slow, WAYS, at_once=8, instead=instead, is_busy=lambda: False)

    with asking(lanes, slow, *[LOOK] * (2 + waiting.LOOKS_WAITING)) as answers:
        until(lambda: slow.inside == 2 and lanes.looks.waiting == waiting.LOOKS_WAITING)
        begun = time.monotonic()

        told = ask(lanes, LOOK)

        assert told == b"later"
        assert time.monotonic() - begun < waiting.PATIENCE / 2
    assert answers.count(b"answered") == 2 + waiting.LOOKS_WAITING


def test_desks_systems_and_bookings_do_not_wait_behind_looks(lanes: Lanes, slow: Slow) -> None:
    with asking(lanes, slow, LOOK, LOOK, DESK, CALL, BOOKING, BOOKING) as answers:
        until(lambda: slow.inside == 6)

        assert slow.inside == 6
    assert answers == [b"answered"] * 6


def test_work_waits_for_its_turn_and_no_more_of_each_kind_is_done_than_may_be(
    lanes: Lanes, slow: Slow
) -> None:
    with asking(lanes, slow, *[SENT] * 12, *[BOOKING] * 11) as answers:
        until(lambda: slow.inside == 16)
        time.sleep(waiting.PATIENCE * 1.2)

        assert slow.most == 16
    assert answers == [b"answered"] * 23


def test_far_too_much_work_is_told_to_come_again(lanes: Lanes, slow: Slow) -> None:
    with asking(lanes, slow, *[SENT] * (8 + waiting.WAITING)):
        until(lambda: slow.inside == 8 and lanes.work.waiting == waiting.WAITING)

        assert ask(lanes, SENT) == b"later"


def test_health_waits_for_nobody(lanes: Lanes, slow: Slow) -> None:
    with asking(lanes, slow, *[LOOK] * 2, *[SENT] * 8, {**CALL, "PATH_INFO": "/livez"}):
        until(lambda: slow.inside == 11)

        assert slow.inside == 11
