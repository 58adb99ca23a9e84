"""A whole Titian of its own: `titian up` with an embedded database that may be killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg

from tests.environment import ROOT
from titian.platform.db.embedded import EmbeddedPostgres

_PATIENCE_SECONDS = 90.0
_TO_COME_UP = 300.0  # with all of the demo, on a machine that has other work


@dataclass(frozen=True, slots=True)
class Town:
    """Where it listens, its home, and the process that keeps it up."""

    origin: str
    home: Path
    up: "subprocess.Popen[bytes]"
    environment: dict[str, str]

    def prepare(self, *, people: int, sessions: int, bookable: int) -> dict[str, Any]:
        """Members with open sessions, and practice sessions for them to book."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.settlers", str(people), str(sessions),
             str(bookable)],
            cwd=ROOT, env=self.environment, check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        made: dict[str, Any] = json.loads(done.stdout)
        return made

    def rows(self, sql: str, *params: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(EmbeddedPostgres(self.home).url()) as connection:
            return connection.execute(sql.encode(), params).fetchall()

    @contextmanager
    def held_back(self, session: int) -> Iterator[None]:
        """Nobody books this session meanwhile: its row is locked from outside."""
        with psycopg.connect(EmbeddedPostgres(self.home).url()) as connection:
            connection.execute("SELECT 1 FROM queue_session WHERE id = %s FOR UPDATE", [session])
            yield
            connection.rollback()

    def kill_database(self) -> None:
        """Right after another blow it is not there yet: it comes back by itself, and is waited
        for; so are the others.
        """
        wait_until(lambda: str(self.home) in command_of(self._postmaster()), "the database runs")
        os.kill(self._postmaster(), signal.SIGKILL)

    def kill_worker(self) -> None:
        os.kill(self._child("django worker"), signal.SIGKILL)

    def kill_web(self) -> None:
        """One of the processes that answer requests."""
        server = self._child("titian.config.web")
        wait_until(lambda: bool(children_of(server)), "a process answers")
        os.kill(children_of(server)[-1], signal.SIGKILL)

    def _postmaster(self) -> int:
        try:
            return int((self.home / "pg" / "data" / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return 0

    def _child(self, words: str) -> int:
        wait_until(lambda: bool(self._children(words)), f"{words} runs")
        return self._children(words)[0]

    def _children(self, words: str) -> list[int]:
        return [pid for pid in children_of(self.up.pid) if words in command_of(pid)]


@contextmanager
def town(home: Path) -> Iterator[Town]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    environment = {
        **{key: value for key, value in os.environ.items() if key != "TITIAN_DATABASE_URL"},
        "TITIAN_HOME": str(home),
        "TITIAN_DEMO": "1",
        "TITIAN_PORT": str(port),
        "TITIAN_RAISE_FAULTS": "0",
    }
    with (home / "up.log").open("wb") as log:
        command = [sys.executable, str(ROOT / "manage.py"), "up"]
        up = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        here = Town(f"http://localhost:{port}", home, up, environment)
        try:
            wait_until(lambda: healthy(here), "Titian is up", seconds=_TO_COME_UP)
            yield here
        finally:
            up.terminate()
            up.wait(timeout=60)


def healthy(here: Town) -> bool:
    if here.up.poll() is not None:
        raise AssertionError((here.home / "up.log").read_text()[-4000:])
    try:
        answer = httpx.get(f"{here.origin}/healthz", timeout=2)
    except httpx.HTTPError:
        return False
    return answer.status_code == 200 and answer.json()["status"] == "ok"


def wait_until(true: Any, what: str, *, seconds: float = _PATIENCE_SECONDS) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.2)
    raise AssertionError(f"not within {seconds} s: {what}")


def children_of(pid: int) -> list[int]:
    """None if it has ended."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [int(child) for child in found]


def command_of(pid: int) -> str:
    """Empty if it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
