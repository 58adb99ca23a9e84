"""A new version is taken up while people go on being answered."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import httpx
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.faults]
ROOT = Path(__file__).resolve().parents[2]
SERVING = textwrap.dedent(
    """
    import signal, sys
    from titian.config.supervisor import Child, Supervisor, web_command

    command = web_command(port=int(sys.argv[1]), workers=2, threads=4)
    web = Child("web", [*command, "tests.config.tiny:application"], reload_by=signal.SIGHUP)
    worker = Child("worker", [sys.executable, "-c", "import time; time.sleep(60)"])
    Supervisor([web, worker], embedded=False).run()
    """
)


def a_free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


class Asking(threading.Thread):
    """Asks without a pause, each time by a new connection, and remembers who answered."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.stopping = url, threading.Event()
        self.answered: list[str] = []
        self.failed: list[str] = []

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                response = httpx.get(self.url, timeout=30, headers={"Connection": "close"})
                self.answered.append(response.raise_for_status().text)
            except httpx.HTTPError as error:
                self.failed.append(repr(error))
            time.sleep(0.005)


def test_no_request_fails_while_the_web_processes_are_replaced() -> None:
    port = a_free_port()
    url = f"http://127.0.0.1:{port}/"
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SERVING, str(port)],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
            "SECONDS_TO_LOAD": "5",  # longer than granian waits before it ends an old process
        },
    )
    try:
        _until_it_answers(url)
        asking = [Asking(url) for _ in range(4)]
        for one in asking:
            one.start()
        time.sleep(1)
        before = {pid for one in asking for pid in one.answered}
        supervisor.send_signal(signal.SIGUSR2)
        _until_others_answer(asking, before)
        for one in asking:
            one.stopping.set()
        for one in asking:
            one.join(timeout=35)
    finally:
        supervisor.terminate()
        supervisor.wait(timeout=20)

    assert [failure for one in asking for failure in one.failed] == []
    assert not before & {one.answered[-1] for one in asking}


def _until_it_answers(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            httpx.get(url, timeout=5)
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the server does not answer")


def _until_others_answer(asking: list[Asking], before: set[str]) -> None:
    """All the last answers, for a second, come from processes that were not there."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        time.sleep(1)
        if all(not before & set(one.answered[-20:]) for one in asking):
            return
    pytest.fail("the old processes go on answering")
