"""kill -9 of what an operator begins: a backup, a restore, a change of keys."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from time import monotonic

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.factories.members import NOON, a_couple_and_a_child
from tests.factories.uploads import a_photo, keep
from tests.faults.operating import Place, our_keys, place, within
from titian.imports.models import Import, ImportRow
from titian.imports.types import Format, Kind, State
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.platform.backup import database, folder, recovery, selectors
from titian.platform.backup import services as backups
from titian.platform.backup.errors import CannotDo
from titian.platform.db.columns import sealed_columns
from titian.platform.db.sealing import unseal
from titian.platform.keys import selectors as keys_read
from titian.platform.keys import services as keys
from titian.platform.uploads import vault

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(300)]

_SEED = 7
_VALUES = 4_000
_DOCUMENTS = 60
_ANEW = "SELECT count(*) FROM import_row WHERE substring(values_sealed FROM 1 FOR 1) = '\\x02'"


@dataclass(frozen=True)
class Kept:
    """A town with sealed values and documents, and a whole backup of it."""

    town: Place
    target: Path
    key: Path
    seconds: float  # that the backup took


@pytest.fixture(scope="module")
def kept(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Kept]:
    """Nobody writes to it after it was made."""
    folder_of_it = tmp_path_factory.mktemp("operating")
    target, key = folder_of_it / "backups", folder_of_it / "recovery-key"
    our_keys(folder_of_it / "home")
    secret, public = recovery.new_key()
    key.write_text(secret)
    (folder_of_it / "home" / "backup").mkdir()
    (folder_of_it / "home" / "backup" / "recipients").write_text(public)
    with place(folder_of_it / "home") as town:
        with within(town, django_db_blocker):
            _people_and_papers()
        since = monotonic()
        town.run("backup", str(target), "--share", "1")
        yield Kept(town, target, key, monotonic() - since)


def _people_and_papers() -> None:
    a_couple_and_a_child()
    now = clock.now()
    for _ in range(_DOCUMENTS):
        keep(a_photo(), Actor.member(1, 1), now)
    file = Import.objects.create(
        kind=Kind.MEMBERS, state=State.DONE, name="warga.csv", format=Format.CSV,
        digest=b"\0" * 32, heads=["nik"], rows=_VALUES, place=_VALUES, brought_by="system:test",
        brought_at=now,
    )  # fmt: skip
    ImportRow.objects.bulk_create(
        ImportRow(of=file, line=line, values_sealed=f"baris {line}", faults=["nik"])
        for line in range(_VALUES)
    )


def _half_written(target: Path) -> list[Path]:
    return list(target.glob(".unfinished-*"))


def _has_begun(target: Path, known: set[str]) -> bool:
    return any(one.name not in known for one in _half_written(target))


def test_of_a_killed_backup_nothing_counts_as_whole_and_the_next_one_cleans_up(
    kept: Kept, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    chance, key = Random(_SEED), recovery.identity(kept.key)
    command = ("backup", str(tmp_path), "--share", "1")

    for _ in range(3):
        known = {path.name for path in _half_written(tmp_path)}
        was_killed = kept.town.kill(
            *command,
            when=partial(_has_begun, tmp_path, known),
            after=chance.uniform(0, kept.seconds * 0.7),
        )
        whole = folder.backups(tmp_path)
        for one in whole.values():  # it was quicker than we were
            backups.look_at(one, key)
        assert bool(_half_written(tmp_path)) == was_killed or whole
    kept.town.run(*command)

    assert _half_written(tmp_path) == []
    assert backups.look_at(tmp_path, key).manifest.uploads == _DOCUMENTS
    with within(kept.town, django_db_blocker):
        assert selectors.last_backup(NOON).failed == ""


def test_what_a_killed_proof_left_open_is_removed_by_the_next(
    kept: Kept, django_db_blocker: DjangoDbBlocker
) -> None:
    town, command = kept.town, ("verify", str(kept.target), "--key", str(kept.key))

    assert town.kill(*command, when=lambda: any(town.home.glob("verify-*/database.dump")))
    (left,) = town.home.glob("verify-*")
    scratch = f"titian_verify_{left.name.removeprefix('verify-')}"
    town.run(*command)

    assert list(town.home.glob("verify-*")) == []
    with within(town, django_db_blocker):
        assert not database.exists(scratch)


def test_a_killed_restore_leaves_nothing_half_in_use_and_is_given_again(
    kept: Kept, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    chance, command = Random(_SEED), ("restore", str(kept.target), "--key", str(kept.key))
    with place(tmp_path / "home", of="template0") as here:
        assert here.kill(
            *command, when=(here.home / ".restoring" / "database.dump").exists,
            after=chance.uniform(0, kept.seconds / 2),
        )  # fmt: skip
        with within(here, django_db_blocker):
            assert not database.holds_something(database.name())
            assert not vault.folder().exists()
            backups.refuse_half_restored()

        hanging = here.home / "secrets" / "sealing_key.new"
        os.mkfifo(hanging)  # who writes a key there waits for ever
        secrets = here.home / "secrets"
        assert here.kill(*command, when=lambda: any(secrets.glob("sealing_key.before-*")))
        hanging.unlink()
        with within(here, django_db_blocker):
            assert not vault.folder().exists()
            with pytest.raises(CannotDo, match="give the same command again"):
                backups.refuse_half_restored()
        here.run(*command)

        assert "restored and verified" in here.said()
        assert not (here.home / ".restoring").exists()
        assert _plain(here, django_db_blocker) == _plain(kept.town, django_db_blocker)
        with within(here, django_db_blocker), database.connect("postgres") as server:
            names = "SELECT datname FROM pg_database WHERE datname LIKE %s"
            found = server.execute(names, [f"{database.name()}%"]).fetchall()
            assert found == [(database.name(),)]


def test_sealing_anew_is_killed_again_and_again_and_nothing_is_lost(
    kept: Kept, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    chance = Random(_SEED)
    our_keys(tmp_path / "home")
    with place(tmp_path / "home", of=kept.town.url) as here:
        shutil.copytree(kept.town.home / "uploads", here.home / "uploads")
        before = _plain(here, django_db_blocker)
        with within(here, django_db_blocker):
            keys.rotate(after=0)

        for command in (("worker",), ("keys", "reseal"), ("worker",), ("keys", "reseal")):
            done = _anew(here)
            here.kill(*command, when=partial(_is_further, here, done), after=chance.uniform(0, 0.1))
            assert _plain(here, django_db_blocker) == before
        here.run("keys", "reseal")

        assert _plain(here, django_db_blocker) == before
        with within(here, django_db_blocker):
            assert keys_read.left() == {}
            assert keys.retire() == 1
        assert _plain(here, django_db_blocker) == before


def _anew(here: Place) -> int:
    ((count,),) = here.ask(_ANEW)
    return int(count)


def _is_further(here: Place, done: int) -> bool:
    return _anew(here) > done


def _plain(here: Place, blocker: DjangoDbBlocker) -> dict[str, list[object]]:
    """Every sealed text and every document, opened."""
    with within(here, blocker):
        texts: dict[str, list[object]] = {
            str(column): [
                unseal(bytes(value))
                for (value,) in here.ask(
                    f"SELECT {column.name} FROM {column.table} WHERE {column.name} IS NOT NULL"
                    f" ORDER BY {column.key}"
                )
            ]
            for column in sealed_columns()
            if not column.is_bound
        }
        names = sorted(path.name for path in vault.folder().glob("??/*") if not path.suffix)
        return {**texts, "documents": [(name, vault.read(name)) for name in names]}
