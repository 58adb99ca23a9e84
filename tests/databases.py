"""One template database with tables, regions and facilities; a copy of it for each test process."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connections

from tests.environment import ROOT
from titian.config import database, home

_LOCK = 7_316_001


def server_url() -> str:
    """The server's maintenance database; starts the embedded server if it is the one."""
    given = os.environ.get("TITIAN_DATABASE_URL")
    if given:
        return given
    embedded = home.embedded()
    embedded.ensure()
    return embedded.url("postgres")


def in_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@cache
def template_name() -> str:
    """Named after what it is made of, so that a change of a migration makes a new one."""
    source = ROOT / "src" / "titian"
    made_of = sorted(
        [
            *source.glob("**/migrations/*.py"),
            *source.glob("regions/**/*.*"),
            *source.glob("facilities/**/*.*"),
        ]
    )
    digest = sha256()
    for path in made_of:
        if path.suffix not in {".pyc", ".html", ".po", ".mo"}:
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
    return f"titian_template_{digest.hexdigest()[:16]}"


def ensure_template(server: str) -> str:
    """Build the template if there is none; other processes wait for the one that builds."""
    name = template_name()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate", [name]
        ).fetchone()
        if found is None:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name}")
            _fill(in_database(server, name))
            connection.execute(f"ALTER DATABASE {name} IS_TEMPLATE true")
    return name


def _fill(url: str) -> None:
    environment = {**os.environ, "TITIAN_DATABASE_URL": url}
    for command in ("migrate", "ground"):
        subprocess.run(
            [sys.executable, "-m", "django", command, "-v", "0"], env=environment, check=True
        )


@contextmanager
def fresh_copy(server: str, label: str, *, of: str = "") -> Iterator[str]:
    """A copy of the template (or `of` another database's address, that nobody is in) for one test
    process; yields its address, drops it at the end.
    """
    name = f"titian_test_{os.getpid()}_{label}"
    with psycopg.connect(server, autocommit=True) as connection:
        template = urlsplit(of).path.strip("/") or ensure_template(server)
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        connection.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    try:
        yield in_database(server, name)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def working_in(url: str) -> Iterator[None]:
    """This process asks that database; at the end the one before."""
    ours = connections["default"]
    before, known = dict(ours.settings_dict), os.environ.get("TITIAN_DATABASE_URL")
    _leave()
    ours.settings_dict.update(database.from_url(url, pool=24))
    ours.settings_dict["OPTIONS"]["pool"]["timeout"] = 30  # a test's threads wait for each other
    os.environ["TITIAN_DATABASE_URL"] = url
    try:
        yield
    finally:
        _leave()
        ours.settings_dict.update(before)
        os.environ.pop("TITIAN_DATABASE_URL")
        if known is not None:
            os.environ["TITIAN_DATABASE_URL"] = known


def _leave() -> None:
    connections.close_all()
    connections["default"].close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has one


class OwnDatabase:
    """What a test process works in: a copy of the template, and another when it is renewed."""

    def __init__(self, server: str, label: str) -> None:
        self.server, self.label = server, label
        self._copies, self._open = 0, ExitStack()

    def renew(self) -> None:
        """As clean as at the start: what was written is dropped with its database."""
        self.close()
        self._copies += 1
        label = f"{self.label}_{self._copies}"
        self._open.enter_context(
            working_in(self._open.enter_context(fresh_copy(self.server, label)))
        )

    def close(self) -> None:
        self._open.close()


def test_home() -> Path:
    return home.data_directory()
