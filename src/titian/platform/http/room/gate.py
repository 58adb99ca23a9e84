"""The gate before the application: whoever comes to a paced door is let in, or sent to the room.

Plain WSGI, so that saying "please wait" costs next to nothing when there is no time for more.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.http import parse_cookie

from titian.platform.http.drawn import Headers
from titian.platform.http.room import tickets
from titian.platform.http.room.keeper import Keeper, RoomFull, Standing, the_keeper
from titian.platform.http.room.tickets import COOKIE, KEPT_SECONDS, Ticket
from titian.platform.http.together import Together, Undecided

Environ = dict[str, Any]
Start = Callable[..., Any]
App = Callable[[Environ, Start], Iterable[bytes]]
FULL = "penuh"  # the room's address with it: there is no place left in the room
_LONGEST_FORM = 10_000
_LONGEST_FIELD = 40


@dataclass(frozen=True, slots=True)
class Doors:
    """Addresses: the paced first step, what belongs to it, the room and what its page asks; the
    fields of the wish, the cookie of a session, and who is behind some of them (in
    their order, by name; without those that are nobody's). `page` tells
    who waits their place, or leaves it to the application. `also` is another first step: what its
    groups find in the address is part of the wish.
    """

    first: str
    room: str
    news: str
    fields: tuple[str, ...]
    session: str
    who: Callable[[Sequence[str]], Mapping[str, str]]
    page: Callable[[Environ, Start, Standing, Ticket], Iterable[bytes] | None]
    also: re.Pattern[str] | None = None

    def wish_at(self, path: str) -> dict[str, str] | None:
        """What the address of a paced first step says of the wish; None for any other address."""
        if path == self.first:
            return {}
        found = self.also.fullmatch(path) if self.also else None
        return found.groupdict() if found else None


@dataclass(frozen=True, slots=True)
class _Seated:
    """Somebody's key and place; without a place the room is full."""

    key: int
    standing: Standing | None


_NOBODY = _Seated(0, None)


class Gate:
    """Stands before everything else: `application = Gate(application, doors)`."""

    def __init__(self, app: App, doors: Doors) -> None:
        self._app = app
        self._doors = doors
        self._joining: Together[str, _Seated] = Together(self._seated)

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        path, method = environ.get("PATH_INFO", ""), environ.get("REQUEST_METHOD", "")
        if method == "POST":
            is_first = self._doors.wish_at(path) is not None
            if is_first or path.startswith(self._doors.first):
                return self._paced(environ, start_response, is_first=is_first)
        if method in ("GET", "HEAD"):
            if path == self._doors.news:
                return self._told(environ, start_response)
            if path == self._doors.room and (told := self._shown(environ, start_response)):
                return told
        return self._app(environ, start_response)

    def _paced(self, environ: Environ, start_response: Start, *, is_first: bool) -> Iterable[bytes]:
        keeper = the_keeper()
        token, ticket = self._brought(environ) if is_first else ("", None)
        try:
            place = self._sent_to_wait(keeper, token, ticket) if is_first else None
        except RoomFull:
            return _elsewhere(start_response, f"{self._doors.room}?{FULL}=1")
        if place:
            return self._to_room(environ, start_response, token, place)
        with keeper.inside(is_first=is_first):
            return self._app(environ, start_response)

    def _sent_to_wait(
        self, keeper: Keeper, token: str, ticket: Ticket | None
    ) -> tuple[Standing, int] | None:
        """Their place and its key; None for who may go in, or is not signed in at all. Raises
        `RoomFull`.
        """
        number, key = (ticket.number, ticket.key) if ticket else (0, 0)
        standing = keeper.knock(number=number, key=key, goes_in=True)
        if standing is None:
            return None
        if standing.number:
            return standing, key
        try:
            seated = self._joining.ask(token, about=token) if token else _NOBODY
        except Undecided:
            return None  # the pages behind say so, with a receipt
        if seated is _NOBODY:
            return None  # they are asked to sign in first
        if seated.standing is None:
            raise RoomFull
        return self._unless_turn(keeper, seated.standing, seated.key)

    def _unless_turn(
        self, keeper: Keeper, standing: Standing, key: int
    ) -> tuple[Standing, int] | None:
        """Nobody was before them: they go in, unless as many are inside as may be."""
        if standing.is_turn:
            waits = keeper.knock(number=standing.number, key=key, goes_in=True)
            return (waits, key) if waits else None
        return standing, key

    def _seated(self, tokens: Sequence[str]) -> list[_Seated]:
        """Those who were sent to wait at the same moment, asked for and seated together."""
        names = self._doors.who(tokens)
        keys = {token: tickets.key_of(name) for token, name in names.items()}
        joined = dict(zip(keys, the_keeper().join_all(list(keys.values())), strict=True))
        return [
            _Seated(keys[token], joined[token]) if token in keys else _NOBODY for token in tokens
        ]

    def _to_room(
        self, environ: Environ, start_response: Start, token: str, place: tuple[Standing, int]
    ) -> Iterable[bytes]:
        standing, key = place
        said = self._doors.wish_at(environ.get("PATH_INFO", "")) or {}
        wish = _wish(environ, self._doors.fields) | said
        ticket = Ticket(standing.number, key, tickets.mark_of(token), wish)
        keep = ("Set-Cookie", cookie_of(ticket))
        # The press itself is answered with the room: no second way to go.
        start = partial(_with, start_response, (keep, ("Content-Location", self._doors.room)))
        told = self._doors.page(environ, start, standing, ticket)
        return told or _elsewhere(start_response, self._doors.room, keep)

    def _told(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """What the room's page asks by its script: a few bytes, nothing but the line is read."""
        _, ticket = self._brought(environ)
        standing = the_keeper().look(number=ticket.number, key=ticket.key) if ticket else None
        body = json.dumps(news_of(standing), separators=(",", ":")).encode()
        headers = [
            ("Content-Type", "application/json"),
            ("Cache-Control", "no-store"),
            ("Content-Length", str(len(body))),
        ]
        start_response("200 OK", headers)
        return [body]

    def _shown(self, environ: Environ, start_response: Start) -> Iterable[bytes] | None:
        """Their place or their turn, for who has one; all else is the application's to show."""
        _, ticket = self._brought(environ)
        standing = the_keeper().look(number=ticket.number, key=ticket.key) if ticket else None
        if ticket is None or standing is None:
            return None
        return self._doors.page(environ, start_response, standing, ticket)

    def _brought(self, environ: Environ) -> tuple[str, Ticket | None]:
        """The session's token and the place that goes with it."""
        cookies = _cookies(environ)
        token = cookies.get(self._doors.session, "")
        return token, tickets.find_ticket(cookies.get(COOKIE, ""), token=token)


def _with(start_response: Start, more: Headers, status: str, headers: Headers) -> Any:
    return start_response(status, [*headers, *more])


def _elsewhere(start_response: Start, address: str, *more: tuple[str, str]) -> Iterable[bytes]:
    plain = [("Location", address), ("Cache-Control", "no-store"), ("Content-Length", "0")]
    start_response("303 See Other", [*plain, *more])
    return [b""]


def news_of(standing: Standing | None) -> Mapping[str, object]:
    if standing is None:
        return {"gone": True}
    low, high = standing.minutes
    return {
        "place": standing.number,
        "before": standing.before,
        "from": low,
        "to": high,
        "turn": standing.is_turn,
        "held": standing.is_held,
        "again": standing.again,
    }


def cookie_of(ticket: Ticket) -> str:
    secure = "; Secure" if settings.TITIAN_HTTPS else ""
    value = tickets.written(ticket)
    return f"{COOKIE}={value}; Path=/; Max-Age={KEPT_SECONDS}; HttpOnly; SameSite=Lax{secure}"


def _cookies(environ: Environ) -> dict[str, str]:
    """As the pages read them: one that somebody else wrote badly takes no other with it."""
    return parse_cookie(environ.get("HTTP_COOKIE", ""))


def _wish(environ: Environ, fields: tuple[str, ...]) -> dict[str, str]:
    """What was chosen, short as our own form sends it."""
    try:
        length = min(int(environ.get("CONTENT_LENGTH") or 0), _LONGEST_FORM)
    except ValueError:
        length = 0
    sent = parse_qs(environ["wsgi.input"].read(length).decode("utf-8", "replace"))
    found = {name: sent[name][0] for name in fields if name in sent}
    return {name: value for name, value in found.items() if len(value) <= _LONGEST_FIELD}
