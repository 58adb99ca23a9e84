"""A new key for everything that is sealed, while others go on writing."""

import threading
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.databases import OwnDatabase, fresh_copy, working_in
from tests.factories.members import NOON
from tests.factories.uploads import a_photo, keep
from titian.kernel.actors import Actor
from titian.platform.db import keyring
from titian.platform.db.columns import sealed_columns
from titian.platform.db.sealing import blind_index, seal, unseal
from titian.platform.keys import selectors as keys_read
from titian.platform.keys import services as keys
from titian.platform.keys.errors import ChangeUnderWay, StillUsed
from titian.platform.keys.tasks import seal_anew as a_turn_of_the_worker
from titian.platform.uploads import vault

pytestmark = pytest.mark.slow

BY = Actor.member(1, 1)
_ADDRESSES = "SELECT id, to_sealed FROM member_contact ORDER BY id LIMIT 40"


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Path]:
    """A ring of its own, and no documents yet."""
    file = tmp_path / "ring.json"
    with override_settings(TITIAN_KEYS_FILE=str(file), TITIAN_HOME=tmp_path):
        keyring.known.look_again()
        yield file
    keyring.known.look_again()


@pytest.fixture
def town(
    demo_town: str, own_database: OwnDatabase, ring: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A copy of the town, to be written in."""
    with (
        fresh_copy(own_database.server, f"keys_{token_hex(3)}", of=demo_town) as url,
        django_db_blocker.unblock(), working_in(url),
    ):  # fmt: skip
        yield url


def test_before_the_first_rotation_values_are_sealed_as_ever(ring: Path) -> None:
    assert not ring.exists()
    assert seal("a")[:1] == b"\x01"


def test_a_new_key_is_known_at_once_and_writes_when_all_have_seen_it(ring: Path) -> None:
    keys.rotate(after=3600)

    assert seal("a")[:1] == b"\x01"
    assert ring.stat().st_mode & 0o777 == 0o600
    with pytest.raises(ChangeUnderWay):
        keys.rotate(after=0)


def test_what_a_process_with_a_newer_ring_sealed_is_read(ring: Path) -> None:
    seen = keyring.known.ring()
    other = seen.with_new(writes_from=0)
    keyring.write(other)
    sealed = seal("Siti")
    ring.rename(ring.with_suffix(".away"))
    keyring.known.look_again()
    assert keyring.known.ring() == seen
    ring.with_suffix(".away").rename(ring)

    assert unseal(sealed) == "Siti"


def test_everything_is_sealed_anew_and_read_as_before(town: str) -> None:
    del town
    numbers = [keep(a_photo(), BY, NOON) for _ in range(2)]
    files = sorted(path.name for path in vault.folder().glob("??/*"))
    before, found = _plain(), blind_index("nik", "3500000000000001")
    contents = [vault.read(name) for name in files]

    keys.rotate(after=0)
    assert sum(keys_read.left().values()) > 300
    with pytest.raises(StillUsed, match="still sealed with an older key"):
        keys.retire()
    done = keys.seal_everything_anew()

    assert done > 300
    assert numbers
    assert keys_read.left() == {}
    assert _plain() == before
    assert [vault.read(name) for name in files] == contents
    assert blind_index("nik", "3500000000000001") == found
    assert keys.seal_everything_anew() == 0
    assert keys.retire() == 1
    assert _plain() == before


def test_the_worker_does_it_part_by_part(town: str) -> None:
    del town
    keys.rotate(after=0)

    for _ in range(2_000):
        if a_turn_of_the_worker(NOON) == 0:
            break

    assert keys_read.left() == {}


def test_nothing_written_meanwhile_is_lost(town: str) -> None:
    """Somebody changes every value again and again while all of them are sealed anew."""
    del town
    contacts = [contact for contact, _ in _rows(_ADDRESSES)]
    stopped, written = threading.Event(), dict.fromkeys(contacts, "")

    def writes() -> None:
        turn = 0
        while not stopped.is_set():
            turn += 1
            for contact in contacts:
                address = f"08000{turn:04} {contact}"
                with connection.cursor() as cursor:
                    query = "UPDATE member_contact SET to_sealed = %s WHERE id = %s"
                    cursor.execute(query, [seal(address), contact])
                written[contact] = address
        connection.close()

    writer = threading.Thread(target=writes)
    writer.start()
    try:
        keys.rotate(after=0)
        column = next(one for one in sealed_columns() if str(one) == "member_contact.to_sealed")
        for _ in range(20):
            keys.seal_anew(column)
    finally:
        stopped.set()
        writer.join()

    assert len(contacts) > 5
    assert {contact: unseal(bytes(to)) for contact, to in _rows(_ADDRESSES)} == written


def test_the_ring_on_the_disk_tells_nobody_the_first_key(ring: Path) -> None:
    keys.rotate(after=0)

    assert settings.TITIAN_SEALING_KEY.hex() not in ring.read_text()
    assert "secret=" not in repr(keyring.read())


def _rows(query: str) -> list[tuple[int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _plain() -> dict[str, list[str]]:
    """Every sealed text of the town, opened."""
    return {
        str(column): [
            unseal(bytes(value))
            for _, value in _rows(
                f"SELECT {column.key}, {column.name} FROM {column.table}"
                f" WHERE {column.name} IS NOT NULL ORDER BY {column.key}"
            )
        ]
        for column in sealed_columns()
        if not column.is_bound
    }
