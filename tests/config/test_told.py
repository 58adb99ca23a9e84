"""What is said without Django: one's place in the room, and that too many are looking."""

import gzip
import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories.accounts import signed_in_member
from tests.factories.queue import make_person, make_session
from titian.accounts.pages.sessions import COOKIE
from titian.config.doors import with_room
from titian.config.pages.told import TurnedAway
from titian.kernel import clock
from titian.platform.http.last_known.kept import kept_pages
from titian.platform.http.room import tickets
from titian.platform.http.room.gate import Environ, Start
from titian.platform.http.room.keeper import the_keeper
from titian.platform.http.room.rules import Order
from titian.platform.http.room.tickets import Ticket

ROOM = "/berobat/ruang/"
SECRET = "c" * 32
TOKEN = "a-session"
_MASKED = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture(autouse=True)
def own_home(own_room: None, settings: Settings, tmp_path: Path) -> None:
    settings.TITIAN_HOME = tmp_path


def nobody(environ: Environ, start: Start) -> Iterable[bytes]:
    """Django, which is not to be asked."""
    del environ, start
    return [b"asked"]


def ask(
    app: Any, path: str, *, cookies: str = "", accept: str = "text/html", method: str = "GET"
) -> tuple[str, dict[str, str], str]:
    """Status, headers and body as a browser reads them."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_COOKIE": cookies,
        "HTTP_ACCEPT": accept,
        "HTTP_ACCEPT_ENCODING": "gzip",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    told: list[Any] = []
    body = b"".join(app(environ, lambda status, headers: told.extend((status, dict(headers)))))
    if not told:
        return "", {}, body.decode()
    status, headers = told
    packed = headers.get("Content-Encoding") == "gzip"
    assert int(headers["Content-Length"]) == len(body)
    return status, headers, (gzip.decompress(body) if packed and body else body).decode()


def waits(*, wish: dict[str, str] | None = None, after: int = 0) -> str:
    """The cookies of somebody who waits, with so many before them."""
    the_keeper().obey(Order.HOLD)
    for key in range(100, 100 + after):
        the_keeper().join(key=key)
    mine = the_keeper().join(key=7)
    ticket = Ticket(mine.number, 7, tickets.mark_of(TOKEN), wish or {})
    sealed = f"titian_ruang={tickets.written(ticket)}"
    return f"titian_sesi={TOKEN}; titian_csrf={SECRET}; {sealed}"


def without_masks(page: str) -> str:
    return _MASKED.sub("", page)


@pytest.mark.django_db
@pytest.mark.parametrize("after, is_turn", [(0, False), (3, False), (0, True)])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_place_is_told_word_for_word_as_django_would_draw_it(
    language: str, after: int, is_turn: bool
) -> None:
    session, person = make_session(), make_person()
    client = Client(headers={"accept-encoding": ""})
    signed_in_member(client, person)
    token = client.cookies[COOKIE].value
    the_keeper().obey(Order.HOLD)
    for key in range(100, 100 + after):
        the_keeper().join(key=key)
    mine = the_keeper().join(key=7)
    wish = {"sesi": str(session.pk), "orang": str(person)}
    ticket = Ticket(mine.number, 7, tickets.mark_of(token), wish)
    client.cookies["titian_ruang"] = tickets.written(ticket)
    client.cookies["titian_csrf"] = SECRET
    client.cookies["bahasa"] = language
    if is_turn:
        the_keeper().obey(Order.OFF)
    drawn = client.get(ROOM)
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())

    status, headers, told = ask(with_room(nobody), ROOM, cookies=cookies)

    assert status == "200 OK"
    assert _main(without_masks(told)) == _main(without_masks(drawn.content.decode()))
    for name in ("Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "Content-Type"):
        assert headers[name] == drawn.headers[name]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Language"] == language


@pytest.mark.parametrize(
    "wish",
    [
        {"sesi": "1", "orang": "2", "acuan": "1308R0010726P000001"},
        {"sesi": "1", "orang": '"><script>alert(1)</script>'},
        {"kode": "K7M-4QX", "sesi": "1"},
        {},
    ],
)
def test_whose_wish_is_not_the_usual_one_is_told_by_django(wish: dict[str, str]) -> None:
    _, _, told = ask(with_room(nobody), ROOM, cookies=waits(wish=wish))

    assert told == "asked"


def test_no_mark_is_left_in_any_of_them() -> None:
    usual = {"sesi": "1", "orang": "2"}
    for cookies in (waits(wish=usual), waits(wish=usual, after=2)):
        _, _, told = ask(with_room(nobody), ROOM, cookies=cookies)

        assert "Anda sudah masuk barisan" in told
        assert "⟦" not in told


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_who_finds_no_thread_is_told_when_it_asks_again(language: str, method: str) -> None:
    status, headers, told = ask(TurnedAway(), "/", cookies=f"bahasa={language}", method=method)

    assert status == "503 Service Unavailable"
    assert 4 <= int(headers["Retry-After"]) <= 7
    assert headers["Content-Language"] == language
    assert ('http-equiv="refresh"' in told) is (method == "GET")
    assert "⟦" not in told


@pytest.mark.parametrize("cookies, menu", [("", "Masuk"), (f"titian_sesi={TOKEN}", "Keluar")])
def test_who_is_not_signed_in_has_no_members_menu(cookies: str, menu: str) -> None:
    _, _, told = ask(TurnedAway(), "/", cookies=cookies)

    assert f">{menu}</" in told
    assert ("Data saya" in told) is (menu == "Keluar")


def test_a_system_is_told_in_its_own_way() -> None:
    status, headers, told = ask(TurnedAway(), "/fhir/r4/Patient", accept="application/json")

    assert status == "503 Service Unavailable"
    assert headers["Content-Type"] == "application/problem+json"
    assert '"code": "too_busy"' in told
    assert int(headers["Retry-After"]) >= 4


def test_who_has_seen_the_page_lately_sees_it_again_with_its_hour() -> None:
    page = b"<html><main id=isi>Siti, nomor A-7</main></html>"
    now = clock.now().timestamp()
    kept_pages().keep(page, token=TOKEN, account="account:1", address="id /", at=now)

    status, headers, told = ask(TurnedAway(), "/", cookies=f"titian_sesi={TOKEN}")
    _, _, other = ask(TurnedAway(), "/", cookies="titian_sesi=somebody-else")

    assert status == "203 Non-Authoritative Information"
    assert "Siti, nomor A-7" in told
    assert "Sedang sangat ramai" in told
    assert "Content-Security-Policy" in headers
    assert "Siti" not in other


def test_the_more_are_turned_away_the_later_they_are_asked_to_come_back() -> None:
    door = TurnedAway()

    asked = [ask(door, "/x", accept="application/json")[1]["Retry-After"] for _ in range(3000)]

    assert int(asked[0]) <= 7
    assert 60 <= int(asked[-1]) <= 145


def _main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]
