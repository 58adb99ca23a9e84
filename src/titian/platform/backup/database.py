"""PostgreSQL's own programs, and databases beside the real one."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from titian.platform.backup.errors import CannotDo, NotWhole
from titian.platform.backup.pacing import let_go_last
from titian.platform.db.embedded import BINARIES
from titian.platform.db.processes import dying_with_us

_KNOWN = ("user", "password", "host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey")
_SAME_TEXT = (
    "SET timezone = 'UTC'", "SET datestyle = 'ISO, YMD'", "SET intervalstyle = 'postgres'",
    "SET extra_float_digits = 1", "SET bytea_output = 'hex'", "SET statement_timeout = 0",
    "SET idle_in_transaction_session_timeout = 0", "SET jit = off",
)  # fmt: skip
# What a newer pg_dump sets and an older server does not know yet.
_HARMLESS = ("transaction_timeout",)
_PEOPLE = ("member_person", "account")
_FAST = "-c maintenance_work_mem=512MB -c synchronous_commit=off"


def name() -> str:
    """The real database."""
    return str(connection.settings_dict["NAME"])


def _reach() -> dict[str, Any]:
    given = connection.get_connection_params()
    return {key: given[key] for key in _KNOWN if given.get(key)}


def connect(database: str, *, autocommit: bool = False) -> "psycopg.Connection[Any]":
    """A connection apart from Django's pool, in which a row is the same text everywhere."""
    info = make_conninfo(**_reach(), dbname=database, application_name="titian backup")
    opened = psycopg.connect(info, autocommit=True)
    for setting in _SAME_TEXT:
        opened.execute(setting)
    opened.autocommit = autocommit
    return opened


@contextmanager
def snapshot(database: str) -> Iterator[tuple["psycopg.Connection[Any]", str]]:
    """One moment of the database, for us and for who is told its name."""
    with connect(database, autocommit=True) as reading:
        let_go_last(reading.info.backend_pid)
        reading.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        (shared,) = reading.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        yield reading, shared


@contextmanager
def dumping(database: str, shared: str) -> Iterator[IO[bytes]]:
    """pg_dump of that moment; raises CannotDo with what it said when it did not end well."""
    reading, writing = os.pipe()
    with TemporaryFile() as said, os.fdopen(reading, "rb", buffering=0) as stream:
        program = subprocess.Popen(
            [
                *_program("pg_dump"), "--format=custom", "--compress=gzip:1",
                f"--snapshot={shared}", "--no-owner", "--no-privileges", "--lock-wait-timeout=60s",
                *_where(database),
            ],
            env=_environment(), stdin=subprocess.DEVNULL, stdout=writing, stderr=said,
        )  # fmt: skip
        os.close(writing)
        try:
            yield stream
            status = program.wait()
        finally:
            program.kill()
            program.wait()
        if status != 0:
            said.seek(0)
            raise CannotDo(f"pg_dump: {said.read()[-600:].decode(errors='replace').strip()}")


def load(dump: Path, database: str, *, jobs: int) -> None:
    """Put a dump into an empty database; raises NotWhole with the first thing that failed."""
    done = subprocess.run(
        [
            *_program("pg_restore"), "--no-owner", "--no-privileges", f"--jobs={jobs}",
            *_where(database), str(dump),
        ],
        env=_environment(PGOPTIONS=_FAST), check=False, capture_output=True, text=True,
    )  # fmt: skip
    wrong = [
        line
        for line in done.stderr.splitlines()
        if "error:" in line and not any(known in line for known in _HARMLESS)
    ]
    if wrong:
        raise NotWhole(f"pg_restore: {wrong[0]}")


def create(database: str) -> None:
    """An empty one; what an interrupted restore left under the name is dropped."""
    drop(database)
    try:
        with connect("postgres", autocommit=True) as server:
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(
                    sql.Identifier(database)
                )
            )
    except psycopg.errors.InsufficientPrivilege as error:
        raise CannotDo(
            "the database's user may not create databases: ALTER ROLE … CREATEDB"
        ) from error


def drop(database: str) -> None:
    with connect("postgres", autocommit=True) as server:
        server.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        )


def exists(database: str) -> bool:
    with connect("postgres", autocommit=True) as server:
        query = "SELECT 1 FROM pg_database WHERE datname = %s"
        return server.execute(query, [database]).fetchone() is not None


def holds_something(database: str) -> bool:
    """Whether anybody is in it; a new one has regions and facilities of its own."""
    if not exists(database):
        return False
    with connect(database) as reading:
        return any(_has_rows(reading, table) for table in _PEOPLE)


def _has_rows(reading: "psycopg.Connection[Any]", table: str) -> bool:
    there = reading.execute("SELECT to_regclass(%s)", [f"public.{table}"]).fetchone()
    if not there or there[0] is None:
        return False
    query = sql.SQL("SELECT FROM {} LIMIT 1").format(sql.Identifier(table))
    return reading.execute(query).fetchone() is not None


def exchange(fresh: str, real: str, *, aside: str) -> None:
    """`fresh` becomes `real` and the old one, if there is any, `aside`: both or neither.

    Raises CannotDo while anybody else is connected to the old one.
    """
    is_there = exists(real)
    try:
        with connect("postgres") as server:
            if is_there:
                server.execute(_rename(real, aside))
            server.execute(_rename(fresh, real))
    except psycopg.errors.ObjectInUse as error:
        raise CannotDo(
            f"somebody works in database {real}: stop Titian everywhere first"
        ) from error


def _rename(old: str, new: str) -> sql.Composed:
    return sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
        sql.Identifier(old), sql.Identifier(new)
    )


def _program(name: str) -> list[str]:
    """Ours, which reads every server we allow; else the one in the path. Should we be killed, it
    does not go on writing into a database that the next of us has made anew."""
    own = BINARIES / name
    return dying_with_us([str(own) if own.exists() else (shutil.which(name) or name)], by="KILL")


def _where(database: str) -> list[str]:
    """Without the password: everybody may read how a program was called."""
    reach = {key: value for key, value in _reach().items() if key != "password"}
    return [f"--dbname={make_conninfo(**reach, dbname=database)}"]


def _environment(**also: str) -> Mapping[str, str]:
    return {**os.environ, "PGPASSWORD": str(_reach().get("password", "")), **also}
