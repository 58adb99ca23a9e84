"""A backup becomes the system again: beside first, compared, then moved into place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from titian.platform.backup import database, folder
from titian.platform.backup.errors import CannotDo
from titian.platform.backup.locks import locked
from titian.platform.backup.services import moving
from titian.platform.backup.services.moving import KeyPlace, Move
from titian.platform.backup.services.verifying import Opened, Say, compare, load, look_at, unpack


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and under which names the old things lie if there were any."""

    backup: Opened
    old_database: str | None
    old_uploads: Path | None


def restore(
    source: Path, key: Any, *, overwrite: bool, at: datetime, keys: KeyPlace, say: Say
) -> Restored:
    """Put the backup where this home's database, documents and keys belong.

    Nothing real is touched before all of it is here and compared. Killed at any moment, it is
    simply begun again: what was being moved into place then is moved to its end. Refuses to
    replace what holds people unless told to, and then keeps the old aside. Raises CannotDo and
    NotWhole, ValueError where a setting gives another key.
    """
    backup = look_at(source, key)
    refuse_unknown(backup)
    keys.check_secrets(backup.secrets)
    say(f"{backup.path.name}, made {backup.manifest.made_at:%d %B %Y %H:%M} UTC: files are whole")
    with _alone():
        _let_go_of_connections()
        move = moving.half_done()
        if move is None or move.backup != backup.manifest.seal:
            move = _loaded(backup, key, overwrite=overwrite, at=at, say=say)
        else:
            say("the last restore was interrupted while it moved things into place: going on")
        old_uploads = moving.into_place(move, keys, backup.secrets)
    say("database, documents and keys are in place")
    return Restored(backup, move.aside if move.is_kept else None, old_uploads)


def _loaded(backup: Opened, key: Any, *, overwrite: bool, at: datetime, say: Say) -> Move:
    """All of it beside, compared; from here on it is only moved."""
    real = database.name()
    is_used = database.holds_something(real)
    if is_used and not overwrite:
        raise CannotDo(f"database {real} holds people already; to replace it: --overwrite")
    beside, fresh = moving.fresh_workplace(), f"{real}_restoring"
    load(backup, key, fresh, beside)
    compare(backup, fresh, say=say)
    unpack(backup, key, beside / "uploads", say=say)
    stamp = at.strftime("%Y%m%d_%H%M%S")
    move = Move(backup.manifest.seal, fresh, stamp, is_kept=is_used)
    moving.begin(move)
    return move


def refuse_unknown(backup: Opened) -> None:
    """A backup of a newer Titian has tables this one knows nothing of; raises CannotDo."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    apps = {name.split(".")[0] for name in known}
    made = {name for name in backup.manifest.migrations if name.split(".")[0] in apps}
    if strange := sorted(made - known - _squashed()):
        raise CannotDo(
            f"the backup is of a newer Titian ({backup.manifest.titian}): this one"
            f" ({folder.version()}) does not know {strange[0]}; install that version first"
        )


def _squashed() -> set[str]:
    """Migrations that were replaced by others are known still."""
    migrations = MigrationLoader(None).disk_migrations.values()
    return {f"{app}.{name}" for one in migrations for app, name in one.replaces}


def _let_go_of_connections() -> None:
    """Ours would be in the way of the new database's name."""
    connections.close_all()
    connection.close_pool()  # type: ignore[attr-defined] # the stubs know no pool yet


@contextmanager
def _alone() -> Iterator[None]:
    """One restore at a time in a home; raises CannotDo."""
    with locked(Path(settings.TITIAN_HOME)) as is_ours:
        if not is_ours:
            raise CannotDo("another restore works in this home")
        yield
