"""Pages kept for when the database is away: sealed, one's own, short-lived, forgotten in time."""

import time
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from pytest_django import Settings

from tests.factories.accounts import signed_in_member
from tests.factories.queue import make_person
from titian.accounts import services as accounts
from titian.kernel import clock
from titian.platform.http.last_known import kept as keeping
from titian.platform.http.last_known.kept import Kept, kept_pages
from titian.platform.http.last_known.middleware import LastKnownMiddleware

PAGE = b"<html><main id=isi>Siti, nomor A-7</main></html>"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def keep(kept: Kept, *, token: str = "t", account: str = "account:1", at: float = 1000.0) -> None:
    kept.keep(PAGE, token=token, account=account, address="id /", at=at)


def test_a_page_is_found_by_its_session_and_address_for_ten_minutes(kept: Kept) -> None:
    keep(kept)

    found = kept.find(token="t", address="id /", at=1000.0 + keeping.LASTS - 1)

    assert found is not None
    assert (found.page, found.at) == (PAGE, 1000.0)
    assert kept.find(token="t", address="id /", at=1000.0 + keeping.LASTS) is None
    assert kept.find(token="t", address="id /kartu/", at=1001.0) is None
    assert kept.find(token="other", address="id /", at=1001.0) is None


def test_on_the_disk_nothing_can_be_read(kept: Kept, tmp_path: Path) -> None:
    keep(kept)

    files = [file for file in tmp_path.rglob("*") if file.is_file()]

    assert files
    assert not any(b"Siti" in file.read_bytes() for file in files)
    assert not any("account" in file.name for file in files)


def test_a_page_moved_to_another_session_does_not_open(kept: Kept, tmp_path: Path) -> None:
    keep(kept, token="mine")
    keep(kept, token="other")
    mine, other = (next(one.iterdir()) for one in sorted((tmp_path / "sessions").iterdir()))

    other.write_bytes(mine.read_bytes())

    opened = [kept.find(token=who, address="id /", at=1001.0) for who in ("mine", "other")]
    assert opened.count(None) == 1


def test_signing_out_forgets_the_session_and_everywhere_the_account(kept: Kept) -> None:
    keep(kept, token="phone")
    keep(kept, token="tablet")
    keep(kept, token="neighbour", account="account:2")

    kept.forget_session("phone")
    after_one = kept.find(token="tablet", address="id /", at=1001.0)
    kept.forget_account("account:1")

    assert after_one is not None
    assert kept.find(token="phone", address="id /", at=1001.0) is None
    assert kept.find(token="tablet", address="id /", at=1001.0) is None
    assert kept.find(token="neighbour", address="id /", at=1001.0) is not None


def test_no_session_fills_the_disk(kept: Kept, tmp_path: Path) -> None:
    for number in range(keeping.MOST_PAGES + 5):
        kept.keep(PAGE, token="t", account="a", address=f"id /?{number}", at=1000.0)
    kept.keep(b"x" * (keeping.BIGGEST + 1), token="big", account="a", address="id /", at=1000.0)

    assert len(list((tmp_path / "sessions").glob("*/*"))) == keeping.MOST_PAGES


def test_old_pages_and_too_many_sessions_go(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_SESSIONS", 3)
    now = clock.now().timestamp()
    for number in range(6):
        keep(kept, token=f"t{number}", at=now)

    kept.sweep(now + 60)
    some = len(list((tmp_path / "sessions").iterdir()))
    kept.sweep(now + 2 * keeping.LASTS)

    assert some == 3
    assert not list((tmp_path / "sessions").iterdir())


def test_pages_are_swept_beside_whoever_reads(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_SESSIONS", 0)
    now = clock.now().timestamp()
    keep(kept, token="first", at=now)

    keep(kept, token="later", at=now + 60)

    until = time.monotonic() + 30
    while (tmp_path / "sessions" / keeping._name("session", "first")).exists():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.django_db
@pytest.mark.parametrize("leave", ["/keluar/", "/perangkat/keluar-semua/"])
def test_what_was_seen_is_shown_with_its_hour_until_one_signs_out(
    client: Client, settings: Settings, tmp_path: Path, leave: str
) -> None:
    settings.TITIAN_HOME = tmp_path
    signed_in_member(client, make_person())
    assert client.get("/").status_code == 200
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    request.resolver_match = client.get("/").resolver_match
    away = LastKnownMiddleware(lambda _: pytest.fail("the view has failed already"))

    shown = away.process_exception(request, OperationalError())
    client.post(leave)

    assert shown is not None
    assert shown.status_code == 203
    assert "Ini keadaan pukul" in shown.content.decode()
    assert away.process_exception(request, OperationalError()) is None


@pytest.mark.django_db
def test_a_fault_of_ours_is_never_hidden_behind_an_old_page(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.TITIAN_HOME = tmp_path
    signed_in_member(client, make_person())
    request = RequestFactory().get("/")
    request.resolver_match = client.get("/").resolver_match
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    away = LastKnownMiddleware(lambda _: pytest.fail("the view has failed already"))

    assert away.process_exception(request, ValueError()) is None


@pytest.mark.django_db
def test_whose_access_is_ended_by_an_officer_is_forgotten(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.TITIAN_HOME = tmp_path
    actor = signed_in_member(client, make_person())
    token = client.cookies["titian_sesi"].value
    at = clock.now()
    kept_pages().keep(PAGE, token=token, account=actor.ref, address="id /", at=at.timestamp())

    accounts.close_all(by=actor, at=at)

    assert kept_pages().find(token=token, address="id /", at=at.timestamp()) is None
