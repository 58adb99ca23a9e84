"""Twice as many come as can be served, for a while: the line inside stays short, and in order."""

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from titian.platform.http.room.gate import Doors, Environ, Gate, Start
from titian.platform.http.room.keeper import the_keeper

pytestmark = pytest.mark.slow

SERVED_AT_ONCE, TAKES = 4, 0.04  # a hundred a second
COME_EVERY = TAKES / SERVED_AT_ONCE / 2
PEOPLE, MOST_INSIDE = 240, 24
DOORS = Doors(
    first="/buka/",
    room="/ruang/",
    news="/ruang/kabar",
    fields=("sesi",),
    session="sesi",
    who=lambda tokens: {token: f"account:{token}" for token in tokens},
    page=lambda *_: None,
)


class Booking:
    """What stands behind the gate: so many at once, each so long; how many were ever inside."""

    def __init__(self) -> None:
        self.served = 0
        self.inside: list[int] = []
        self._desks = threading.Semaphore(SERVED_AT_ONCE)

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        self.inside.append(the_keeper().figures().inside)
        with self._desks:
            time.sleep(TAKES)
        self.served += 1
        start_response("200 OK", [])
        return [b"tiket"]


class Person:
    """Presses, waits as told, presses again in their turn; notes each time they asked."""

    def __init__(self, gate: Gate, name: str) -> None:
        self._gate = gate
        self._name = name
        self._cookie = ""
        self.place = 0
        self.told_to_wait: list[float] = []  # when that was asked
        self.had_turn = 0.0  # when that was answered

    def books(self) -> "Person":
        status, told = self._ask("POST", "/buka/")
        while status == 303:
            self._cookie = told["Set-Cookie"].split(";", maxsplit=1)[0]
            self._waits()
            status, told = self._ask("POST", "/buka/")
        return self

    def _waits(self) -> None:
        ticket = self._gate._brought({"HTTP_COOKIE": self._cookies()})[1]
        assert ticket is not None
        self.place = ticket.number
        while not self.had_turn:
            asked = time.monotonic()
            standing = the_keeper().look(number=ticket.number, key=ticket.key)
            assert standing is not None
            if standing.is_turn:
                self.had_turn = time.monotonic()
            else:
                self.told_to_wait.append(asked)
                time.sleep(0.2)

    def _cookies(self) -> str:
        return f"sesi={self._name}; {self._cookie}"

    def _ask(self, method: str, path: str) -> tuple[int, dict[str, str]]:
        told: dict[str, Any] = {}
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "HTTP_COOKIE": self._cookies(),
            "CONTENT_LENGTH": "6",
            "wsgi.input": BytesIO(b"sesi=1"),
        }

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[..., None]:
            told.update(status=status, headers=dict(headers))
            return lambda *_: None

        list(self._gate(environ, start))
        return int(told["status"].split(maxsplit=1)[0]), told["headers"]


def test_twice_the_load_goes_in_by_order_and_never_more_than_may_be_inside(
    settings: Settings, tmp_path: Path
) -> None:
    settings.TITIAN_ROOM = tmp_path / "line"
    settings.TITIAN_BOOKINGS_AT_ONCE = MOST_INSIDE
    booking = Booking()
    gate = Gate(booking, DOORS)
    people = [Person(gate, f"orang-{number}") for number in range(PEOPLE)]

    with ThreadPoolExecutor(PEOPLE) as pool:
        going = []
        began = time.monotonic()
        for place, person in enumerate(people):
            time.sleep(max(began + place * COME_EVERY - time.monotonic(), 0))
            going.append(pool.submit(person.books))
        served = [one.result() for one in going]

    waited = sorted((one for one in served if one.place), key=lambda one: one.place)
    assert booking.served == PEOPLE
    assert len(waited) > PEOPLE / 10
    assert max(booking.inside) <= MOST_INSIDE
    assert [one.place for one in waited if _was_overtaken(one, waited)] == []


def _was_overtaken(one: Person, waited: list[Person]) -> bool:
    """Told to wait by an answer asked for after a later place had its turn."""
    if not one.told_to_wait:
        return False
    later = [other.had_turn for other in waited if other.place > one.place]
    return any(turn < max(one.told_to_wait) for turn in later)
