"""How the story measures: what it would overlook is tried here without a cluster."""

import time
from collections import deque
from pathlib import Path

import pytest

from deploy.ha.load import Acknowledged, Bookers
from deploy.ha.processes import Process, below, wait_until


def told_at(*moments: float) -> Bookers:
    bookers = Bookers("http://localhost:1", deque(), [1])
    bookers.acknowledged = [Acknowledged(n, f"C{n}", at, 0.1) for n, at in enumerate(moments)]
    return bookers


@pytest.mark.parametrize(
    "moments,pause",
    [
        ((9.0, 10.0, 19.5, 29.0), 9.5),  # nothing between the stroke and the first answer
        (
            (9.9, 10.2, 10.4, 16.0, 16.1, 29.9),
            13.8,
        ),  # some still came through, then came a second pause
        ((9.5,), 20.5),  # never again
        ((), 20.0),
    ],
)
def test_the_pause_is_the_longest_between_two_answers(
    moments: tuple[float, ...], pause: float
) -> None:
    assert told_at(*moments).longest_pause(10.0, 30.0) == pytest.approx(pause)


def test_service_counts_as_back_by_what_was_served() -> None:
    assert told_at(1.0, 2.0, 3.0).served_since(1.5) == 2


@pytest.mark.slow
def test_a_host_that_is_killed_leaves_no_child_behind(tmp_path: Path) -> None:
    shell = Process(["/bin/sh", "-c", "sleep 60 & sleep 60 & wait"], log=tmp_path / "log")
    shell.start()
    wait_until(lambda: len(below(shell.pid)) == 2, "two children", seconds=5)
    children = below(shell.pid)

    shell.kill()

    assert not shell.is_running()
    wait_until(lambda: not any(_lives(child) for child in children), "all gone", seconds=5)


def test_waiting_has_an_end() -> None:
    begun = time.monotonic()

    with pytest.raises(TimeoutError, match="a wonder"):
        wait_until(lambda: False, "a wonder", seconds=0.05)

    assert time.monotonic() - begun < 2


def _lives(pid: int) -> bool:
    try:
        with Path(f"/proc/{pid}/stat").open() as told:
            return told.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
