"""What is said without asking Django: one's place in the room, and "too many are looking".

Both are drawn once (`platform.http.drawn`): while thousands press, the page that tells a place
must cost next to nothing, or nobody would be told anything.
"""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from random import SystemRandom
from secrets import token_bytes
from string import ascii_letters, digits
from time import perf_counter
from types import SimpleNamespace

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import parse_cookie
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join

from titian.kernel import clock
from titian.kernel.moments import Moment
from titian.platform.http.drawn import Drawn, Headers, drawn, headers_of, mark, sent
from titian.platform.http.last_known.shown import page_as_it_was
from titian.platform.http.room.gate import Environ, Start
from titian.platform.http.room.keeper import Standing
from titian.platform.http.room.tickets import Ticket
from titian.platform.measures.counting import count_request
from titian.web.pages.context import Known
from titian.web.pages.language import language_of

_LETTERS = ascii_letters + digits
_TWICE, _PLACES = _LETTERS * 2, {letter: place for place, letter in enumerate(_LETTERS)}
_SECRET = re.compile("[A-Za-z0-9]{32}")
_PLAIN = {"sesi", "orang"}
_NUMBER = re.compile("[0-9]{1,18}", re.ASCII)
_FIELD = '<input type="hidden" name="{}" value="{}">'
_SOONEST, _LATEST = 5, 120  # seconds after which a page that was turned away asks again
_CHANCE = SystemRandom()
# RFC 9457: for systems that call. Nothing of the request was looked at.
_PROBLEM = json.dumps(
    {"type": "about:blank", "title": "Too busy", "status": 503, "code": "too_busy"}
).encode()
_PROBLEM_HEADERS = [("Content-Type", "application/problem+json"), ("Cache-Control", "no-store")]
_LATELY = 10.0  # seconds over which it is counted how many were


def place_page(
    environ: Environ, start: Start, standing: Standing, ticket: Ticket
) -> Iterable[bytes] | None:
    """The room's page for who waits or whose turn it is; None if Django shall draw it."""
    begun = perf_counter()
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    secret = cookies.get(settings.CSRF_COOKIE_NAME, "")
    if not (_SECRET.fullmatch(secret) and _is_plain(ticket.wish)):
        return None
    page = _place_page(
        language_of(cookies),
        is_turn=standing.is_turn,
        is_held=standing.is_held,
        has_before=standing.before > 0,
    )
    low, high = standing.minutes
    values = {
        "before": str(standing.before),
        "low": str(low),
        "high": str(high),
        "again": str(standing.again),
        "token": _token(secret),
        "fields": format_html_join("", _FIELD, ticket.wish.items()),
    }
    told = sent(environ, start, "200 OK", page.filled(values), page.headers)
    count_request("queue:room", environ["REQUEST_METHOD"], 200, perf_counter() - begun)
    return told


def _is_plain(wish: Mapping[str, str]) -> bool:
    """A place for a person, as nearly everybody wants: nothing to be looked at any closer."""
    return wish.keys() == _PLAIN and all(_NUMBER.fullmatch(value) for value in wish.values())


@cache
def _place_page(language: str, *, is_turn: bool, is_held: bool, has_before: bool) -> Drawn:
    """Drawn by the page's own template, with marks for what differs from one to the next."""
    standing = SimpleNamespace(
        before=mark("before") if has_before else 0,
        minutes=(mark("low"), mark("high")),
        again=mark("again"),
        is_turn=is_turn,
        is_held=is_held,
    )
    wish = {"address": reverse("queue:hold"), "fields": {mark("name"): mark("value")}}
    context = {"standing": standing, "wish": wish, "again": mark("again")}
    page = drawn(
        "queue/waiting_room.html",
        {**_of_any_page(reverse("queue:room")), **context},
        language=language,
    )
    field = format_html(_FIELD, mark("name"), mark("value"))
    return Drawn(page.page.replace(field, mark("fields")), page.headers)


def _of_any_page(address: str) -> dict[str, object]:
    """What a member's request brings to every page."""
    return {
        "is_demo": settings.TITIAN_DEMO,
        "known": Known(member=True),
        "csrf_token": mark("token"),
        "request": {"method": "GET", "path": address, "get_full_path": address},
    }


def _token(secret: str) -> str:
    """As Django writes it into a form, but with chance taken once and not for each letter: that
    lets go of the interpreter's lock each time, and while thousands press somebody else takes it.
    """
    mask = [byte % len(_LETTERS) for byte in token_bytes(len(secret))]
    hidden = [_PLACES[one] + by for one, by in zip(secret, mask, strict=True)]
    return "".join([_TWICE[by] for by in (*mask, *hidden)])


class TurnedAway:
    """Answers who finds no thread: with the page as they last saw it, or when to ask again.

    The more are turned away, the later each is asked to come back: their asking alone would
    else be a rush.
    """

    def __init__(self) -> None:
        self._moment = Moment()
        self._many, self._at = 0.0, 0.0

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        begun, method = perf_counter(), environ["REQUEST_METHOD"]
        found = self._as_it_was(environ, start)
        told = found or self._not_now(environ, start)
        route, status = ("last known", 203) if found else ("turned away", 503)
        count_request(route, method, status, perf_counter() - begun)
        return told

    def _as_it_was(self, environ: Environ, start: Start) -> Iterable[bytes] | None:
        if not (_is_look(environ) and _is_page(environ)):
            return None
        request = WSGIRequest(environ)
        language = language_of(request.COOKIES)
        with translation.override(language):
            found = page_as_it_was(request, is_busy=True)
        if found is None:
            return None
        headers = {**dict(headers_of(language)), **found.headers}
        status = f"{found.status_code} {found.reason_phrase}"
        return sent(environ, start, status, found.content, headers.items())

    def _not_now(self, environ: Environ, start: Start) -> Iterable[bytes]:
        again = str(self._again())
        if _is_page(environ):
            body, headers = _busy_page(environ, again)
        else:
            body, headers = _PROBLEM, _PROBLEM_HEADERS
        wait = ("Retry-After", again)
        return sent(environ, start, "503 Service Unavailable", body, [*headers, wait])

    def _again(self) -> int:
        """Five seconds, and one more for each that was turned away in a second."""
        at = clock.now().timestamp()
        with self._moment:
            left = max(1 - (at - self._at) / _LATELY, 0.0)
            self._many, self._at = self._many * left + 1, at
            many = self._many
        latest = min(_SOONEST + many / _LATELY, _LATEST)
        return round(latest * _CHANCE.uniform(0.8, 1.2))


def _is_look(environ: Environ) -> bool:
    return environ["REQUEST_METHOD"] in ("GET", "HEAD")


def _is_page(environ: Environ) -> bool:
    return "text/html" in environ.get("HTTP_ACCEPT", "")


def _busy_page(environ: Environ, again: str) -> tuple[bytes, Headers]:
    """Nobody was asked who they are: the menu is that of who has signed in here at all."""
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    page = _busy(
        language_of(cookies),
        is_look=_is_look(environ),
        is_member=settings.TITIAN_SESSION_COOKIE in cookies,
    )
    secret = cookies.get(settings.CSRF_COOKIE_NAME, "")
    token = _token(secret) if _SECRET.fullmatch(secret) else ""
    return page.filled({"again": again, "token": token}), page.headers


@cache
def _busy(language: str, *, is_look: bool, is_member: bool) -> Drawn:
    of_the_page = {"known": Known(member=is_member), "is_look": is_look, "again": mark("again")}
    return drawn("http/busy.html", {**_of_any_page("/"), **of_the_page}, language=language)
