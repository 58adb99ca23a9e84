"""Making a backup: one moment of the database, with the documents and keys that belong to it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
from django.db import DatabaseError, connection

from titian.platform.backup import counting, database, documents, folder, recovery
from titian.platform.backup.errors import CannotDo
from titian.platform.backup.locks import locked
from titian.platform.backup.models import Run
from titian.platform.backup.pacing import Pace
from titian.platform.backup.streams import Kept, Paced, Readable
from titian.platform.backup.types import (
    DATABASE,
    FILES,
    FORMAT,
    KEYS,
    UPLOADS,
    Manifest,
    Written,
)  # fmt: skip
from titian.platform.db import keyring


def take(
    target: Path, *, to: Sequence[str], secrets: Mapping[str, str], share: float,
    keep: Mapping[str, int], at: datetime,
) -> Path:  # fmt: skip
    """Write a backup into `target` and let go of old ones; returns the new one's folder.

    `share` is how much of one processor's time it may take. It has its final name only when it
    is whole and on the disk. Raises CannotDo.
    """
    recipients = recovery.recipients(to)
    with _alone_in(target):
        folder.remove_unfinished(target)
        run, begun = _begun(target, at), monotonic()
        try:
            made = _write(target, recipients, secrets, Pace(share), at)
        except BaseException as error:
            _ended(
                run,
                at + timedelta(seconds=monotonic() - begun),
                error=f"{type(error).__name__}: {error}",
            )
            raise
        _ended(run, at + timedelta(seconds=monotonic() - begun), bytes_=folder.manifest(made).bytes)
        folder.rotate(target, keep)
    return made


def _write(
    target: Path, to: Sequence[Any], secrets: Mapping[str, str], pace: Pace, at: datetime
) -> Path:
    half = folder.unfinished(target, at)
    with database.snapshot(database.name()) as (reading, shared):
        files = {DATABASE: _database(half / DATABASE, to, shared, pace)}
        names = documents.names(reading)
        files[UPLOADS], gone = _documents(half / UPLOADS, to, names, pace)
        files[KEYS] = _encrypted(BytesIO(json.dumps(dict(secrets)).encode()), half / KEYS, to)
        tables = counting.tables(reading, pace)
        done, version = _as_of(reading)
    master = keyring.master_of(secrets["sealing_key"])
    manifest = Manifest(
        format=FORMAT, made_at=at, titian=folder.version(), postgresql=version, migrations=done,
        tables=tables, uploads=len(names) - len(gone), gone=gone,
        keys=keyring.fingerprint(master), files={name: files[name] for name in FILES},
    )  # fmt: skip
    return folder.finish(half, manifest, master)


def _database(path: Path, to: Sequence[Any], shared: str, pace: Pace) -> Written:
    with database.dumping(database.name(), shared) as dump:
        return _encrypted(Paced(dump, pace), path, to)


def _documents(
    path: Path, to: Sequence[Any], names: Sequence[str], pace: Pace
) -> tuple[Written, list[str]]:
    """The files, and the names of those that were let go in the meantime."""
    packing = documents.Packing(names)
    packing.start()
    with closing(packing.stream):
        written = _encrypted(Paced(packing.stream, pace), path, to)
    packing.join()
    if packing.error is not None:
        raise CannotDo(f"documents: {packing.error}")
    if lost := _still_on_record(packing.missing):
        raise CannotDo(f"{len(lost)} documents are on record but not in the folder: {lost[0]}, …")
    return written, packing.missing


def _still_on_record(missing: Sequence[str]) -> list[str]:
    if not missing:
        return []
    with database.connect(database.name()) as asking:
        query = "SELECT name FROM upload WHERE name = ANY(%s)"
        return [name for (name,) in asking.execute(query, [list(missing)]).fetchall()]


def _encrypted(source: Readable, path: Path, to: Sequence[Any]) -> Written:
    with Kept(path) as sink:
        recovery.encrypt(source, sink, to)
    return sink.written


def _as_of(reading: "psycopg.Connection[Any]") -> tuple[list[str], str]:
    query = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
    done = [name for (name,) in reading.execute(query).fetchall()]
    return done, str(reading.info.parameter_status("server_version"))


@contextmanager
def _alone_in(target: Path) -> Iterator[None]:
    """One backup at a time in a folder; raises CannotDo."""
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = target / ".lock"
    lock.touch()
    with locked(lock) as is_ours:
        if not is_ours:
            raise CannotDo(f"another backup is being written to {target}")
        yield


def _begun(target: Path, at: datetime) -> int:
    """Who holds the lock knows that whatever is not ended was killed."""
    Run.objects.filter(ended_at__isnull=True, place=str(target)[:300]).update(
        ended_at=at, error="never ended: it was killed"
    )
    return Run.objects.create(place=str(target)[:300], started_at=at).pk


def _ended(run: int, at: datetime, *, error: str = "", bytes_: int = 0) -> None:
    """The backup is what counts: a database that is away now changes nothing about it."""
    try:
        Run.objects.filter(pk=run).update(ended_at=at, error=error[:300], bytes=bytes_)
    except DatabaseError:
        connection.close()


def in_words(made: Path, *, seconds: float) -> str:
    """For the terminal and the log."""
    held = folder.manifest(made)
    return (
        f"{made}: {held.rows} rows of {len(held.tables)} tables, {held.uploads} documents,"
        f" {held.bytes / 1e6:.1f} MB, in {seconds:.0f} seconds"
    )
