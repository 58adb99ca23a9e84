"""A town is backed up, restored into an empty home, and compared row by row, all tables."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from tests.databases import OwnDatabase, fresh_copy, working_in
from tests.factories.keys import PlaceOfKeys, PowerFails, Refusing
from tests.factories.members import NOON
from tests.factories.uploads import a_photo, keep
from titian.config import home
from titian.kernel.actors import Actor
from titian.platform.backup import database, folder, recovery, selectors
from titian.platform.backup import services as backups
from titian.platform.backup.errors import CannotDo, NotWhole
from titian.platform.backup.types import MANIFEST
from titian.platform.uploads import vault
from titian.platform.uploads.models import Upload

pytestmark = pytest.mark.slow

BY = Actor.member(1, 1)
_TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)


def said(words: str) -> None:
    """What commands say is for the terminal."""
    assert words


@dataclass(frozen=True)
class Backup:
    """A town, its home, and a backup of both; `key` is the secret half of its recovery key."""

    server: str
    url: str
    home: Path
    target: Path
    path: Path
    key: Any


@pytest.fixture(scope="module")
def town(
    demo_town: str, own_database: OwnDatabase, tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Backup]:  # fmt: skip
    """Documents and everything the demo keeps; made once, nobody writes to it."""
    place, target = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("target")
    secret, public = recovery.new_key()
    (place / "key").write_text(secret)
    with a_copy(own_database.server, demo_town) as url, django_db_blocker.unblock():
        with working_in(url), override_settings(TITIAN_HOME=place):
            for _ in range(3):
                keep(a_photo(), BY, NOON)
            _all_documents_are_there()
            made = backups.take(
                target, to=[public], secrets=home.kept_secrets(), share=1, keep={"d": 7}, at=NOON
            )
        key = recovery.identity(place / "key")
        yield Backup(own_database.server, url, place, target, made, key)


def documents_in(home: Path) -> int:
    return len(list((home / "uploads").glob("??/*")))


def _all_documents_are_there() -> None:
    """Those of the demo lie in its own home; here they have other contents."""
    for name in Upload.objects.values_list("name", flat=True):
        if not vault.place(name).exists():
            vault.write(name, b"a document of the demo")


@contextmanager
def a_copy(server: str, of: str) -> Iterator[str]:
    """A database like another, or an empty one of `template0`; dropped at the end."""
    with fresh_copy(server, f"backup_{token_hex(3)}", of=of) as url:
        yield url


@pytest.fixture
def elsewhere(town: Backup, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """An empty database and an empty home, as on a new machine."""
    with (
        a_copy(town.server, "template0") as url, django_db_blocker.unblock(),
        working_in(url), override_settings(TITIAN_HOME=tmp_path),
    ):  # fmt: skip
        yield tmp_path


def put_back(
    town: Backup, *, overwrite: bool = False, place: PlaceOfKeys | None = None
) -> tuple[backups.Restored, dict[str, str]]:
    place = place or PlaceOfKeys()
    restored = backups.restore(
        town.target, town.key, overwrite=overwrite, at=NOON, keys=place, say=said
    )
    return restored, place.keys


def rows_of(connection: "psycopg.Connection[Any]", table: str) -> list[str]:
    query = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(table))
    return [row for (row,) in connection.execute(query).fetchall()]


def test_every_row_of_every_table_comes_back(town: Backup, elsewhere: Path) -> None:
    _, keys = put_back(town)

    with database.connect(database.name()) as now, psycopg.connect(town.url) as before:
        before.execute("SET timezone = 'UTC'")
        tables = {name for (name,) in before.execute(_TABLES).fetchall()}
        filled = [name for name in tables if rows_of(before, name)]
        different = [
            name
            for name in tables - {"backup_run"}  # ended after the moment that was backed up
            if rows_of(now, name) != rows_of(before, name)
        ]
        assert {name for (name,) in now.execute(_TABLES).fetchall()} == tables
    assert len(filled) > 60
    assert different == []
    assert keys == home.kept_secrets()
    assert sorted(path.name for path in vault.folder().glob("??/*")) == sorted(
        path.name for path in (town.home / "uploads").glob("??/*")
    )
    backups.verify_live(say=said)


def test_a_backup_is_proved_without_touching_what_runs(town: Backup, elsewhere: Path) -> None:
    manifest = backups.verify(town.path, town.key, workplace=elsewhere, say=said)

    assert manifest.uploads == documents_in(town.home) >= 3
    assert not database.holds_something(database.name())
    assert [path.name for path in elsewhere.iterdir()] == []


def test_what_holds_people_is_replaced_only_when_told(town: Backup, elsewhere: Path) -> None:
    put_back(town)

    with pytest.raises(CannotDo, match="holds people already"):
        put_back(town)
    restored, _ = put_back(town, overwrite=True)

    assert restored.old_database is not None
    assert database.holds_something(restored.old_database)
    assert restored.old_uploads is not None
    assert len(list(restored.old_uploads.glob("??/*"))) == documents_in(town.home)
    database.drop(restored.old_database)


def test_a_restore_interrupted_in_its_last_step_is_brought_to_its_end(
    town: Backup, elsewhere: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        put_back(town, place=PowerFails())
    with pytest.raises(CannotDo, match="give the same command again"):
        backups.refuse_half_restored()
    assert not vault.folder().exists()

    _, keys = put_back(town)  # the people in it are those of the backup: nothing is overwritten

    assert keys == home.kept_secrets()
    assert database.holds_something(database.name())
    assert documents_in(elsewhere) == documents_in(town.home)
    assert sorted(path.name for path in elsewhere.iterdir()) == ["uploads"]
    backups.refuse_half_restored()


def test_nothing_is_moved_while_somebody_works_in_the_database(
    town: Backup, elsewhere: Path
) -> None:
    with (
        database.connect(database.name()) as working,
        pytest.raises(CannotDo, match="somebody works"),
    ):
        assert working.execute("SELECT 1").fetchone()
        put_back(town)

    assert not database.holds_something(database.name())
    assert not vault.folder().exists()
    backups.refuse_half_restored()


def test_another_key_in_the_settings_is_said_before_anything_is_done(
    town: Backup, elsewhere: Path
) -> None:
    with pytest.raises(ValueError, match="is not the key of the backup"):
        put_back(town, place=Refusing())

    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("name", ["database.age", "uploads.age", "keys.age"])
def test_a_changed_file_is_noticed(town: Backup, tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(town.path, tmp_path / town.path.name))
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)

    with pytest.raises(NotWhole, match=f"{name} was altered"):
        backups.look_at(copy, town.key)


def test_a_manifest_written_by_somebody_else_is_noticed(town: Backup, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(town.path, tmp_path / town.path.name))
    data = json.loads((copy / MANIFEST).read_text())
    data["tables"]["account"]["rows"] = 0
    (copy / MANIFEST).write_text(json.dumps(data))

    with pytest.raises(NotWhole, match="manifest was changed"):
        backups.look_at(copy, town.key)


def test_another_recovery_key_opens_nothing(town: Backup, tmp_path: Path) -> None:
    secret, _ = recovery.new_key()
    (tmp_path / "other").write_text(secret)

    with pytest.raises(NotWhole, match=r"keys\.age does not open"):
        backups.look_at(town.path, recovery.identity(tmp_path / "other"))


def test_a_locked_recovery_key_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    secret, _ = recovery.new_key()
    (tmp_path / "locked").write_bytes(recovery.locked(secret, "lima kata yang tidak terduga"))

    with pytest.raises(CannotDo, match="passphrase does not open"):
        recovery.identity(tmp_path / "locked", "lain")
    assert recovery.identity(tmp_path / "locked", "lima kata yang tidak terduga")


def test_a_backup_of_a_newer_titian_is_refused(town: Backup) -> None:
    found = backups.look_at(town.path, town.key)
    newer = [*found.manifest.migrations, "members.9999_of_tomorrow"]
    made_tomorrow = backups.Opened(
        found.path, folder.with_migrations(found.manifest, newer), found.secrets, found.ring
    )

    with pytest.raises(CannotDo, match="newer Titian"):
        backups.refuse_unknown(made_tomorrow)


def test_a_half_written_backup_is_never_taken_for_whole(town: Backup, tmp_path: Path) -> None:
    half = folder.unfinished(tmp_path, NOON)
    shutil.copy(town.path / MANIFEST, half)

    with pytest.raises(NotWhole, match="no backup in"):
        folder.newest(tmp_path)
    with pytest.raises(NotWhole, match="never finished"):
        folder.manifest(half)


def test_the_last_backup_is_known(town: Backup, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), working_in(town.url):
        last = selectors.last_backup(NOON)

    assert last.whole_at == NOON
    assert last.failed == ""
    assert last.bytes == folder.manifest(town.path).bytes
    assert not last.is_expected


def test_a_lost_document_fails_the_backup(
    town: Backup, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    with (
        a_copy(town.server, town.url) as url, django_db_blocker.unblock(), working_in(url),
        override_settings(TITIAN_HOME=tmp_path),
    ):  # fmt: skip
        _, public = recovery.new_key()
        with pytest.raises(CannotDo, match="documents are on record but not in the folder"):
            backups.take(
                tmp_path / "to", to=[public], secrets=home.kept_secrets(), share=1, keep={"d": 1},
                at=NOON,
            )  # fmt: skip
        failed = selectors.last_backup(NOON).failed

    assert re.match(r"CannotDo: \d+ documents", failed)
    assert folder.backups(tmp_path / "to") == {}


def test_no_backup_without_a_recovery_key(tmp_path: Path) -> None:
    with override_settings(TITIAN_BACKUP_TO=[]), pytest.raises(CommandError, match="recovery key"):
        call_command("backup", str(tmp_path))
