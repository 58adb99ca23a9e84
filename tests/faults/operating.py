"""A home and a database for the operator's commands, which are killed at seeded moments."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.databases import fresh_copy, server_url, working_in
from tests.environment import ROOT
from titian.config import home
from titian.platform.db import keyring

_PATIENCE = 200.0  # s; with others on the machine
_LOOK = 0.002


@dataclass(frozen=True)
class Place:
    """Where commands work; each runs in a process of its own."""

    home: Path
    url: str
    _forking: "subprocess.Popen[str]"

    def run(self, *command: str) -> None:
        """To its good end."""
        self._begin(*command)
        assert self._ended() == 0, self.said()

    def kill(self, *command: str, when: Callable[[], bool], after: float = 0.0) -> bool:
        """kill -9 so many seconds after it has come so far; false if it had ended by then."""
        child, end = self._begin(*command), time.monotonic() + _PATIENCE
        while not when() and _is_running(child) and time.monotonic() < end:
            time.sleep(_LOOK)
        time.sleep(after)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        status = self._ended()
        assert status in {0, signal.SIGKILL}, self.said()
        assert time.monotonic() < end, f"{command} never came so far"
        return status != 0

    def said(self) -> str:
        return self._log.read_text()

    @property
    def ring(self) -> Path:
        return self.home / "secrets" / "sealing_ring.json"

    @property
    def _log(self) -> Path:
        return self.home.with_name(f"{self.home.name}.log")

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def _begin(self, *command: str) -> int:
        assert self._forking.stdin is not None
        self._forking.stdin.write(f"{json.dumps(command)}\n")
        self._forking.stdin.flush()
        return self._ended()

    def _ended(self) -> int:
        assert self._forking.stdout is not None
        told = self._forking.stdout.readline()
        assert told, self.said()
        return int(told)


def _is_running(child: int) -> bool:
    """Neither gone nor ended and waited for."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{child}/status").read_text()
    except FileNotFoundError:
        return False


@contextmanager
def place(home_of_it: Path, *, of: str = "") -> Iterator[Place]:
    """With a database of its own like another's (default: the template's)."""
    with fresh_copy(server_url(), f"operating_{token_hex(3)}", of=of) as url:
        home_of_it.mkdir(parents=True, exist_ok=True)
        environment = {
            **os.environ, "TITIAN_HOME": str(home_of_it), "TITIAN_DATABASE_URL": url,
            "TITIAN_RAISE_FAULTS": "0",
        }  # fmt: skip
        with (
            home_of_it.with_name(f"{home_of_it.name}.log").open("w") as log,
            subprocess.Popen(
                [sys.executable, "-m", "tests.faults.forking"], cwd=ROOT, env=environment,
                text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
            ) as forking,
        ):  # fmt: skip
            yield Place(home_of_it, url, forking)
            forking.communicate()  # its input ends, and so does it


@contextmanager
def within(here: Place, blocker: DjangoDbBlocker) -> Iterator[None]:
    """This process works there as well."""
    settings = override_settings(TITIAN_HOME=here.home, TITIAN_KEYS_FILE=str(here.ring))
    with blocker.unblock(), working_in(here.url), settings:
        keyring.known.look_again()
        yield
    keyring.known.look_again()


def our_keys(home_of_it: Path) -> None:
    """Those of this process, so that it can read what the commands write."""
    for name, content in home.kept_secrets().items():
        path = home_of_it / "secrets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
