"""The database is away for a while: what was seen is shown with its hour, then all is as before."""

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.faults.storm import post
from tests.faults.town import Town, healthy, town, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(400)]

RECEIPT = re.compile(r'class="code">\w{3}-\w{3}<')


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    home: Path = tmp_path_factory.mktemp("town")
    with town(home) as running:
        yield running


@contextmanager
def database_away(here: Town) -> Iterator[None]:
    """Nobody starts it again until the supervisor wakes up."""
    os.kill(here.up.pid, signal.SIGSTOP)
    try:
        here.kill_database()
        wait_until(lambda: not answers(here, "/healthz"), "the database is seen to be away")
        yield
    finally:
        os.kill(here.up.pid, signal.SIGCONT)


def answers(here: Town, path: str) -> bool:
    return httpx.get(f"{here.origin}{path}", timeout=10).status_code == 200


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What people and machines were answered while the database was away."""

    pages: list[httpx.Response]
    took: float
    refused: httpx.Response
    never_seen: httpx.Response
    health: httpx.Response
    alive: httpx.Response


def while_away(
    here: Town, phone: httpx.Client, new: httpx.Client, wish: dict[str, str]
) -> Meanwhile:
    with database_away(here):
        began = time.monotonic()
        pages = [phone.get(path) for path in ("/", "/kartu/")]
        return Meanwhile(
            pages,
            time.monotonic() - began,
            phone.post("/berobat/pegang/", data=wish),
            new.get("/"),
            phone.get("/healthz"),
            phone.get("/livez"),
        )


def test_pages_seen_before_stay_and_bookings_are_refused_until_it_is_back(here: Town) -> None:
    made = here.prepare(people=2, sessions=1, bookable=5)
    phone, new = (browser(here, str(who["token"])) for who in made["people"])
    person, session = made["people"][0]["person"], made["sessions"][0]
    wish = {"csrfmiddlewaretoken": "c" * 32, "orang": str(person), "sesi": str(session)}

    with phone, new:
        before = [phone.get(path).status_code for path in ("/", "/kartu/")]
        told = while_away(here, phone, new, wish)
        wait_until(lambda: healthy(here), "everything runs again")
        wait_until(  # each web process finds out by itself
            lambda: phone.get("/kartu/").status_code == 200, "the pages are new again"
        )
        after = phone.get("/kartu/")
        booked = post(phone, "/berobat/pegang/", wish)

    assert before == [200, 200]
    assert [page.status_code for page in told.pages] == [203, 203]
    assert all("Ini keadaan pukul" in page.text for page in told.pages)
    assert told.took < 8
    assert (told.refused.status_code, told.never_seen.status_code) == (503, 503)
    assert RECEIPT.search(told.refused.text)
    assert (told.health.status_code, told.health.json()["pages"]) == (503, "last known")
    assert told.alive.status_code == 200
    assert (after.status_code, "Ini keadaan pukul" in after.text) == (200, False)
    assert booked is not None
    assert booked.status_code == 303


def browser(here: Town, token: str) -> httpx.Client:
    cookies = {"titian_csrf": "c" * 32, "titian_sesi": token}
    return httpx.Client(base_url=here.origin, timeout=20, cookies=cookies)
