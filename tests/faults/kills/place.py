"""A whole Titian of its own: `titian up`, with a network between it and its database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

from tests.environment import ROOT
from tests.faults.kills.disk import may_mount, small_disk
from tests.faults.kills.network import Network
from tests.faults.test_hospital import free_port
from tests.faults.town import Town, healthy, wait_until
from titian.platform.db.embedded import EmbeddedPostgres

_TO_COME_UP = 420.0  # s, with all of the demo, on a machine that has other work
_SMALL = "ALTER SYSTEM SET max_wal_size = '192MB'"  # the disk is small too


@dataclass(frozen=True, slots=True)
class Place:
    """The town, the network to its database, and its disk if that can be filled."""

    town: Town
    network: Network
    disk: Path | None
    keeper: "subprocess.Popen[bytes]"


@contextmanager
def place(home: Path) -> Iterator[Place]:
    with ExitStack() as stack:
        disk = stack.enter_context(small_disk(home)) if may_mount() else None
        log = stack.enter_context((home.parent / f"{home.name}.log").open("ab"))
        environment = _environment(home)
        keeper = _started(stack, log, environment, "-m", "tests.faults.kills.database")
        database = EmbeddedPostgres(home)
        wait_until(database.is_up, "the database is up", seconds=_TO_COME_UP)
        network = Network(database.socket)
        stack.callback(network.close)
        environment["TITIAN_DATABASE_URL"] = _by_network(database, network.port)
        up = _started(stack, log, environment, str(ROOT / "manage.py"), "up")
        here = Town(f"http://localhost:{environment['TITIAN_PORT']}", home, up, environment)
        wait_until(lambda: healthy(here), "Titian is up", seconds=_TO_COME_UP)
        _make_small(database)
        yield Place(here, network, disk, keeper)


def _environment(home: Path) -> dict[str, str]:
    return {
        **{key: value for key, value in os.environ.items() if key != "TITIAN_DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "titian.config.settings",
        "TITIAN_HOME": str(home),
        "TITIAN_DEMO": "1",
        "TITIAN_PORT": str(free_port()),
        "TITIAN_RAISE_FAULTS": "0",
        "TITIAN_TRUSTED_PROXIES": "127.0.0.1",  # every client comes from a network of its own
        "TITIAN_IDLE_MINUTES": "0",
    }


def _by_network(database: EmbeddedPostgres, port: int) -> str:
    return f"postgresql://titian:{database.password}@127.0.0.1:{port}/titian?sslmode=disable"


def _started(
    stack: ExitStack, log: IO[bytes], environment: dict[str, str], *words: str
) -> "subprocess.Popen[bytes]":
    """A process that is asked to end, and waited for, when all of it ends."""
    process = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=dict(environment), stdout=log, stderr=log
    )
    stack.callback(process.wait, timeout=90)
    stack.callback(process.terminate)
    return process


def _make_small(database: EmbeddedPostgres) -> None:
    with psycopg.connect(database.url(), autocommit=True) as connection:
        connection.execute(_SMALL)
        connection.execute("SELECT pg_reload_conf()")
