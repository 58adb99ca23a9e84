"""Many members booking over HTTP at once, each trying again until there is an answer."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from uuid import uuid4

import httpx

_TRIES = 60
_ROOM = "/berobat/ruang/"


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A ticket that the server said was given."""

    person: int
    code: str


def storm(
    origin: str, people: Sequence[dict[str, object]], sessions: Sequence[int]
) -> list[Acknowledged]:
    wanted = list(zip(people, cycle(sessions), strict=False))
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda pair: _book(origin, pair[0], pair[1]), wanted)
        return [answer for answer in answers if answer is not None]


def _book(origin: str, who: dict[str, object], session: int) -> Acknowledged | None:
    cookies = {"titian_sesi": str(who["token"]), "titian_csrf": "c" * 32}
    client = httpx.Client(base_url=origin, cookies=cookies, timeout=10)
    form = {"csrfmiddlewaretoken": "c" * 32, "orang": str(who["person"]), "sesi": str(session)}
    key = {"csrfmiddlewaretoken": "c" * 32, "kunci": str(uuid4())}
    with client:
        held = post(client, "/berobat/pegang/", form)
        while held is not None and is_sent_to_wait(held):
            _wait_for_turn(client)
            held = post(client, "/berobat/pegang/", form)
        if held is None or held.status_code != 303:
            return None
        booked = post(client, f"{held.headers['Location']}ambil/", key)
        if booked is None or booked.status_code != 303:
            return None
        return Acknowledged(int(str(who["person"])), booked.headers["Location"].split("/")[2])


def is_sent_to_wait(answer: httpx.Response) -> bool:
    """Told a place in the waiting room, here or there."""
    there = answer.headers.get("Location", "").partition("?")[0]
    return _ROOM in (there, answer.headers.get("Content-Location"))


def _wait_for_turn(client: httpx.Client) -> None:
    """As the page of the waiting room does: it opens when answers take too long."""
    for _ in range(_TRIES):
        time.sleep(0.5)
        try:
            news = client.get(f"{_ROOM}kabar").json()
        except (httpx.HTTPError, ValueError):
            continue
        if news.get("turn") or news.get("gone"):
            return


def post(client: httpx.Client, path: str, form: dict[str, str]) -> httpx.Response | None:
    """The same form with the same key again, as long as nobody answers or it is our fault."""
    for _ in range(_TRIES):
        try:
            answer = client.post(path, data=form)
        except httpx.HTTPError:
            time.sleep(0.25)
            continue
        if answer.status_code < 500:
            return answer
        time.sleep(0.25)
    return None
