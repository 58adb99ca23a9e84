"""Receipts written while the database was away: one file of lines, shared by all processes."""

import fcntl
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

log = logging.getLogger(__name__)


def _folder() -> Path:
    folder = Path(settings.TITIAN_HOME) / "spool"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _waiting() -> Path:
    return _folder() / "failures.jsonl"


@contextmanager
def _alone() -> Iterator[None]:
    """Nobody appends while the file is being taken away."""
    with (_folder() / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def keep(row: dict[str, Any]) -> None:
    """Append one receipt. A full disk must not turn a refusal into a fault."""
    try:
        with _alone(), _waiting().open("a") as spool:
            spool.write(f"{json.dumps(row)}\n")
    except OSError:
        log.exception("a failure receipt could not be spooled")


def take() -> list[dict[str, Any]]:
    """The kept receipts; the same ones again until `drop`."""
    taken = _waiting().with_suffix(".taken")
    if not taken.exists():
        if not _waiting().exists():
            return []
        with _alone():
            _waiting().rename(taken)
    return [row for line in taken.read_text().splitlines() if (row := _read(line))]


def drop() -> None:
    _waiting().with_suffix(".taken").unlink(missing_ok=True)


def _read(line: str) -> dict[str, Any] | None:
    """One row; a line cut off by a crash is logged and left out."""
    try:
        row: dict[str, Any] = json.loads(line)
    except ValueError:
        log.exception("unreadable line in the spool of failure receipts")
        return None
    return row
