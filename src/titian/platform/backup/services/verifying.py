"""Proving that a backup can be restored: by restoring it, beside the real database."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag

from titian.platform.backup import counting, database, documents, folder, recovery
from titian.platform.backup.errors import NotWhole
from titian.platform.backup.looking import sealed_values
from titian.platform.backup.pacing import Pace
from titian.platform.backup.services.scratch import scratch
from titian.platform.backup.types import DATABASE, KEYS, UPLOADS, Manifest
from titian.platform.db import keyring
from titian.platform.db.keyring import Ring
from titian.platform.db.sealing import unseal_bytes

Say = Callable[[str], object]
JOBS = max(os.cpu_count() or 1, 2)


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup whose files are as they were written, and whose keys were opened."""

    path: Path
    manifest: Manifest
    secrets: dict[str, str]
    ring: Ring


def look_at(source: Path, key: Any) -> Opened:
    """Check the files and open the keys; raises NotWhole."""
    path = folder.newest(source)
    manifest = folder.manifest(path)
    folder.check_files(path, manifest)
    try:
        secrets: dict[str, str] = json.loads(recovery.decrypted(path / KEYS, key))
        master = keyring.master_of(secrets["sealing_key"])
        ring = keyring.ring_from(master, secrets.get("ring", ""))
    except (ValueError, KeyError) as error:
        raise NotWhole(f"the keys cannot be read: {error}") from error
    folder.check_seal(manifest, master)
    return Opened(path, manifest, secrets, ring)


def verify(source: Path, key: Any, *, workplace: Path, say: Say) -> Manifest:
    """Restore into a scratch database and a scratch folder, compare, and remove both.

    Raises NotWhole with everything that is not as the manifest says.
    """
    backup = look_at(source, key)
    say(f"{backup.path.name}: files are as they were written, keys open")
    with scratch(workplace) as (name, place):
        load(backup, key, name, place)
        compare(backup, name, say=say)
        unpack(backup, key, place / "uploads", say=say)
    return backup.manifest


def load(backup: Opened, key: Any, name: str, place: Path) -> None:
    """Into a new database of that name; the dump lies open in `place` meanwhile."""
    dump = place / "database.dump"
    handle = os.open(dump, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as opened, (backup.path / DATABASE).open("rb") as source:
            recovery.decrypt(source, opened, key)
        database.create(name)
        database.load(dump, name, jobs=JOBS)
    finally:
        with suppress(FileNotFoundError):
            dump.unlink()


def compare(backup: Opened, name: str, *, say: Say) -> None:
    """Rows and hashes of every table, and samples of what is sealed; raises NotWhole."""
    with database.connect(name) as reading:
        found = counting.tables(reading, Pace(1))
        if wrong := counting.differences(backup.manifest.tables, found):
            raise NotWhole("; ".join(wrong))
        say(f"{len(found)} tables, {backup.manifest.rows} rows: as in the manifest")
        read = sealed_values(reading, ring=backup.ring)
    say(f"{read} sealed values read with the backup's keys")


def unpack(backup: Opened, key: Any, target: Path, *, say: Say) -> None:
    """The documents into an empty folder, each opened once; raises NotWhole."""
    target.mkdir(parents=True, mode=0o700)
    packed = target.parent / "uploads.tar"
    try:
        with packed.open("wb") as tar, (backup.path / UPLOADS).open("rb") as source:
            recovery.decrypt(source, tar, key)
        with packed.open("rb") as tar:
            names = documents.unpack(tar, target)
    finally:
        with suppress(FileNotFoundError):
            packed.unlink()
    if len(names) != backup.manifest.uploads:
        raise NotWhole(f"{len(names)} documents instead of {backup.manifest.uploads}")
    for name in names:
        try:
            unseal_bytes((target / name[:2] / name).read_bytes(), bound_to=name, ring=backup.ring)
        except InvalidTag as error:
            raise NotWhole(f"document {name} does not open") from error
    say(f"{len(names)} documents open")
