"""How long whoever only wants to be told something waits in this process."""

import threading
import time

from titian.platform.http.room.pulse import Pulse


def beating() -> int:
    return sum(thread.name == "pulse" for thread in threading.enumerate())


def test_the_pulse_tells_by_how_much_it_was_late_and_begins_once() -> None:
    told: list[float] = []
    pulse = Pulse(told.append)
    before = beating()

    pulse.begin()
    pulse.begin()
    _until(told, 3)

    assert beating() == before + 1
    assert all(late >= 0 for late in told)


def test_while_one_thread_has_the_interpreter_to_itself_the_pulse_is_late() -> None:
    told: list[float] = []
    Pulse(told.append).begin()
    _until(told, 2)
    calm = told[-1]

    assert pow(7, 2_000_000) % 7 == 0  # one long step in which nobody else comes in
    _until(told, len(told) + 1)

    assert max(told) > calm + 0.005


def _until(told: list[float], many: int) -> None:
    ends = time.monotonic() + 5
    while len(told) < many and time.monotonic() < ends:
        time.sleep(0.01)
