"""The limit to quote: PostgreSQL's own pgbench on the same server, the same rows written."""

import os
import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.db import connection

from bench.environment import database
from titian.platform.db.embedded import BINARIES, DATABASE, USER

CLIENTS = 32
_MOST_SCRIPTS = 100
_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
_TPS = re.compile(r"tps = ([0-9.]+)")


def require_durable() -> None:
    """Nothing is measured with durability switched off."""
    with connection.cursor() as cursor:
        for setting in _DURABLE:
            cursor.execute(f"SHOW {setting}")
            if cursor.fetchone() != ("on",):
                raise RuntimeError(f"{setting} is not on")


def per_second(
    scripts: Sequence[str], *, seconds: int, variables: Mapping[str, int] | None = None
) -> float:
    """Transactions (one run of a script each) a second; scripts are drawn at random."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{n}.sql" for n in range(len(scripts[:_MOST_SCRIPTS]))]
        for path, script in zip(paths, scripts, strict=False):
            path.write_text(script)
        said = _run(paths, seconds, variables or {})
    found = _TPS.search(said)
    if found is None:
        raise RuntimeError(f"pgbench said: {said[-2000:]}")
    return float(found[1])


def _run(paths: Sequence[Path], seconds: int, variables: Mapping[str, int]) -> str:
    files = [part for path in paths for part in ("-f", str(path))]
    given = [part for name, value in variables.items() for part in ("-D", f"{name}={value}")]
    command = [
        str(BINARIES / "pgbench"), "-n", "-c", str(CLIENTS), "-j", "2", "-T", str(seconds),
        *given, *files, "-h", str(database.socket), "-U", USER, DATABASE,
    ]  # fmt: skip
    done = subprocess.run(
        command,
        env={**os.environ, "PGPASSWORD": database.password},
        capture_output=True,
        text=True,
        timeout=seconds + 60,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"pgbench failed: {done.stderr[-2000:]}")
    return done.stdout
