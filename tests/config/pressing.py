"""Pressing buttons at the server's own entrance, one by one or in one set."""

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from threading import Event, Semaphore
from typing import Any
from urllib.parse import urlencode

from tests.factories.queue import NOON
from tests.threads import all_at_once
from titian.config.pages.answering import Door, Inner
from titian.config.pages.windows import Window
from titian.kernel import clock

SECRET = "c" * 32
_PATIENCE_SECONDS = 20.0


@dataclass(frozen=True)
class Press:
    """A form somebody sends; `session` is the cookie they show."""

    path: str
    fields: dict[str, object]
    session: str = ""
    secret: str = SECRET
    origin: str = "http://localhost:8000"
    cookies: str = ""

    def environ(self) -> dict[str, Any]:
        body = urlencode({**self.fields, "csrfmiddlewaretoken": self.secret}).encode()
        return {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": self.path,
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost:8000",
            "HTTP_ORIGIN": self.origin,
            "HTTP_COOKIE": f"titian_csrf={SECRET}; titian_sesi={self.session}{self.cookies}",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "http",
            "wsgi.errors": sys.stderr,
        }


@dataclass(frozen=True)
class Answered:
    status: str
    headers: dict[str, str]
    body: str


def send(app: Inner, press: Press) -> Answered:
    said: list[Any] = []

    def start(status: str, headers: Sequence[tuple[str, str]], *more: object) -> None:
        said[:] = [status, dict(headers)]

    answer: Iterable[bytes] = app(press.environ(), start)
    body = b"".join(answer)
    getattr(answer, "close", int)()
    return Answered(said[0], said[1], body.decode())


def send_at_noon(app: Inner, press: Press) -> Answered:
    with clock.fixed(NOON):
        return send(app, press)


def in_one_set(
    inner: Inner, windows: Sequence[Window], plugs: Sequence[Press], presses: Sequence[Press]
) -> list[Answered]:
    """The answers to presses that all waited while the plugs, one per window, were decided."""
    held, came, go_on = Semaphore(0), Event(), Event()
    held_up = [_held_up(window, held, go_on) for window in windows]
    door = Door(inner, held_up)
    answered: list[Answered] = []

    def opener() -> None:
        for _ in plugs:
            held.acquire(timeout=_PATIENCE_SECONDS)
        came.set()
        ends = time.monotonic() + _PATIENCE_SECONDS
        while not all_are_here() and time.monotonic() < ends:
            time.sleep(0.002)
        go_on.set()

    def all_are_here() -> bool:  # some are answered without a set
        return sum(w.line.waiting for w in held_up) + len(answered) >= len(presses)

    def later(press: Press) -> Answered:
        came.wait(_PATIENCE_SECONDS)
        answer = send_at_noon(door, press)
        answered.append(answer)
        return answer

    acts: list[Callable[[], Any]] = [partial(send_at_noon, door, plug) for plug in plugs]
    acts += [opener, *(partial(later, each) for each in presses)]
    answers = all_at_once(acts)
    for answer in answers:
        if isinstance(answer, BaseException):
            raise answer
    return answers[len(plugs) + 1 :]  # type: ignore[return-value]  # those that raised are gone


def _held_up(window: Window, held: Semaphore, go_on: Event) -> Window:
    def decide(pressed: Sequence[Any], **moment: Any) -> Sequence[object]:
        if not go_on.is_set():
            held.release()
            go_on.wait(_PATIENCE_SECONDS)
        return window.decide(pressed, **moment)

    return replace(window, decide=decide)
