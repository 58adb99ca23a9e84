"""A backup becomes the system again: beside first, compared, then moved into place."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from titian.platform.backup import database, folder
from titian.platform.backup.errors import CannotDo
from titian.platform.backup.services.verifying import Opened, Say, compare, load, look_at, unpack
from titian.platform.backup.streams import settle
from titian.platform.uploads import vault

_FRESH = "titian_restoring"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and under which names the old things lie if there were any."""

    backup: Opened
    old_database: str | None
    old_uploads: Path | None


def restore(
    source: Path, key: Any, *, overwrite: bool, at: datetime,
    place_keys: Callable[[dict[str, str]], object], say: Say,
) -> Restored:  # fmt: skip
    """Put the backup where this home's database, documents and keys belong.

    Nothing real is touched before all of it is here and compared; killed at any moment, it is
    simply begun again. Refuses to replace what holds people unless told to, and then keeps the
    old aside. Raises CannotDo and NotWhole.
    """
    backup = look_at(source, key)
    refuse_unknown(backup)
    say(f"{backup.path.name}, made {backup.manifest.made_at:%d %B %Y %H:%M} UTC: files are whole")
    real = database.name()
    _let_go_of_connections()
    is_used = database.holds_something(real)
    if is_used and not overwrite:
        raise CannotDo(f"database {real} holds people already; to replace it: --overwrite")
    beside = _workplace()
    load(backup, key, _FRESH, beside)
    compare(backup, _FRESH, say=say)
    unpack(backup, key, beside / "uploads", say=say)
    stamp = at.strftime("%Y%m%d_%H%M%S")
    place_keys(backup.secrets)
    old_uploads = _exchange_uploads(beside / "uploads", stamp)
    old = f"{real}_before_{stamp}" if is_used else None
    database.exchange(_FRESH, real, aside=old)
    shutil.rmtree(beside)
    say("database, documents and keys are in place")
    return Restored(backup, old, old_uploads)


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


def _workplace() -> Path:
    beside = Path(settings.TITIAN_HOME) / ".restoring"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True, mode=0o700)
    return beside


def _exchange_uploads(fresh: Path, stamp: str) -> Path | None:
    """Documents that are here already are kept aside: their names are random, none is lost."""
    real = vault.folder()
    old = None
    if real.exists() and any(real.iterdir()):
        old = real.with_name(f"uploads-before-{stamp}")
        real.rename(old)
    elif real.exists():
        real.rmdir()
    fresh.rename(real)
    settle(real.parent)
    return old
