"""What was restored beside is moved into place: once begun, it is always brought to its end."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

from titian.platform.backup import database
from titian.platform.backup.errors import CannotDo
from titian.platform.backup.locks import locked
from titian.platform.backup.streams import settle
from titian.platform.backup.types import Remains
from titian.platform.uploads import vault

_BESIDE = ".restoring"
_MOVING = "moving.json"


class KeyPlace(Protocol):
    """Where this home's keys lie; the module that knows it is above."""

    def check_secrets(self, restored: Mapping[str, str], /) -> None: ...

    def place_secrets(self, restored: Mapping[str, str], /, *, stamp: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Move:
    """Written down before anything is moved; `backup` is its seal, `stamp` ends the names of what
    goes aside, `is_kept` whether the database that was there is kept."""

    backup: str
    fresh: str
    stamp: str
    is_kept: bool

    @property
    def aside(self) -> str:
        return f"{database.name()}_{'before' if self.is_kept else 'empty'}_{self.stamp}"


def workplace() -> Path:
    return Path(settings.TITIAN_HOME) / _BESIDE


def fresh_workplace() -> Path:
    beside = workplace()
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True, mode=0o700)
    return beside


def begun() -> Move | None:
    """What an interrupted restore had begun to move."""
    try:
        return Move(**json.loads((workplace() / _MOVING).read_text()))
    except FileNotFoundError:
        return None


def half_done() -> Move | None:
    """Begun, and its database is in place: the rest is still to be done."""
    move = begun()
    return None if move is None or database.exists(move.fresh) else move


def left_by_restore() -> Remains:
    """What an interrupted restore left in this home; the database is not asked."""
    if not workplace().exists():
        return Remains.NOTHING
    with locked(Path(settings.TITIAN_HOME)) as is_ours:
        if not is_ours:
            return Remains.NOTHING  # it is still at it
    return Remains.HALF_IN_PLACE if begun() else Remains.COPIES


def refuse_half_restored() -> None:
    """Nobody works with a database whose keys and documents are not there yet.

    Raises CannotDo.
    """
    if half_done() is not None:
        raise CannotDo(
            "a restore was interrupted while it moved things into place;"
            " give the same command again: titian restore …"
        )


def begin(move: Move) -> None:
    """It is on the disk when this returns."""
    half = workplace() / f"{_MOVING}.new"
    with half.open("w") as file:
        json.dump(asdict(move), file)
        file.flush()
        os.fsync(file.fileno())
    half.rename(workplace() / _MOVING)
    settle(workplace())


def into_place(move: Move, keys: KeyPlace, secrets: Mapping[str, str]) -> Path | None:
    """The database first: it alone can be refused, and then nothing was moved. Each step finds
    what was done before. Returns where the documents are that were here.

    Raises CannotDo while somebody works in the old database.
    """
    if database.exists(move.fresh):
        try:
            database.exchange(move.fresh, database.name(), aside=move.aside)
        except CannotDo:
            (workplace() / _MOVING).unlink()
            raise
    keys.place_secrets(secrets, stamp=move.stamp)
    old_uploads = _exchange_uploads(workplace() / "uploads", move.stamp)
    if not move.is_kept:
        database.drop(move.aside)
    (workplace() / _MOVING).unlink()
    settle(workplace())
    shutil.rmtree(workplace())
    return old_uploads


def _exchange_uploads(fresh: Path, stamp: str) -> Path | None:
    """Documents that are here already are kept aside: their names are random, none is lost."""
    real = vault.folder()
    old = real.with_name(f"uploads-before-{stamp}")
    if fresh.exists():
        if real.exists() and any(real.iterdir()):
            real.rename(old)
        elif real.exists():
            real.rmdir()
        fresh.rename(real)
        settle(real.parent)
    return old if old.exists() else None
