"""`titian up` keeps its children running and leaves none behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from titian.config.supervisor import Child, Supervisor

pytestmark = [pytest.mark.slow, pytest.mark.faults]
ASLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
]


def until(true: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def child() -> Child:
    return Child("sleeper", ASLEEP)


def test_a_killed_child_is_started_again(child: Child) -> None:
    child.look_after()
    assert child.process is not None
    first = child.process.pid
    child.started_at -= 60

    os.kill(first, signal.SIGKILL)
    child.process.wait()
    child.look_after()

    assert child.process.pid != first
    assert is_running(child.process.pid)
    child.ask_to_stop()
    child.stop(deadline=time.monotonic() + 5)


def test_a_child_that_ends_at_once_is_given_a_pause() -> None:
    child = Child("quick", [sys.executable, "-c", "pass"])
    child.look_after()
    assert child.process is not None
    first = child.process
    first.wait()

    child.look_after()
    child.look_after()

    assert child.process is first


def test_a_child_that_does_not_end_is_killed() -> None:
    child = Child("stubborn", STUBBORN)
    child.look_after()
    assert child.process is not None
    time.sleep(0.5)

    child.ask_to_stop()
    child.stop(deadline=time.monotonic() + 0.3)

    assert not is_running(child.process.pid)


SUPERVISING = textwrap.dedent(
    """
    import sys
    from titian.config.supervisor import Child, Supervisor

    sleeper = Child("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"])
    sleeper.look_after()
    print(sleeper.process.pid, flush=True)
    Supervisor([sleeper], embedded=False).run()
    """
)


def supervising() -> tuple["subprocess.Popen[str]", int]:
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISING], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, int(process.stdout.readline())


def test_being_asked_to_end_ends_the_children_first() -> None:
    supervisor, sleeper = supervising()
    time.sleep(0.5)

    supervisor.terminate()
    supervisor.communicate(timeout=10)

    assert supervisor.returncode == 0
    assert not is_running(sleeper)


def test_no_child_outlives_a_killed_supervisor() -> None:
    supervisor, sleeper = supervising()
    time.sleep(0.5)

    supervisor.kill()
    supervisor.communicate(timeout=10)

    until(lambda: not is_running(sleeper))


LINGERING = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (time.sleep(1), sys.exit(0)))
time.sleep(60)
"""


def test_children_are_asked_together() -> None:
    slow = [sys.executable, "-c", LINGERING]
    children = [Child(name, slow) for name in ("one", "two", "three")]
    supervisor = Supervisor(children, embedded=False)
    for each in children:
        each.look_after()
    time.sleep(0.7)

    before = time.monotonic()
    supervisor._wind_down()

    assert time.monotonic() - before < 2.5


def test_what_a_killed_child_had_started_is_ended_before_it_is_started_again(
    tmp_path: Path,
) -> None:
    left = tmp_path / "left"
    child = Child("web", ["sh", "-c", f"sleep 60 & echo $! >> {left}; wait"])
    child.look_after()
    until(lambda: left.exists() and left.read_text().endswith("\n"))
    orphan, first = int(left.read_text()), child.process
    assert first is not None
    child.started_at -= 60

    first.kill()
    first.wait()
    child.look_after()

    until(lambda: not is_running(orphan))
    child.stop(deadline=time.monotonic())
