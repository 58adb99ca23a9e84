"""A form sent as a browser sends it, through everything that the server runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client

from tests.factories.accounts import signed_in_member
from titian.config.doors import with_room
from titian.platform.http.room.keeper import the_keeper
from titian.platform.http.room.rules import Order
from titian.queue.models import PracticeSession

HOLD = "/berobat/pegang/"
ROOM = "/berobat/ruang/"


def all_turns_come() -> None:
    the_keeper().obey(Order.OFF)
    the_keeper().figures()
    the_keeper().obey(Order.OPEN)


def press(client: Client, session: PracticeSession, person: int) -> dict[str, Any]:
    return send(client, HOLD, {"sesi": session.pk, "orang": person})


def send(client: Client, path: str, form: dict[str, Any], *, also: str = "") -> dict[str, Any]:
    """As a browser sends the form, through everything the server runs; `also` another cookie."""
    body = urlencode({**form, "csrfmiddlewaretoken": "c" * 32})
    cookies = {**{k: m.value for k, m in client.cookies.items()}, "titian_csrf": "c" * 32}
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_COOKIE": also + "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body.encode()),
        "wsgi.url_scheme": "http",
        "wsgi.errors": BytesIO(),
    }
    told: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        told.update(status=int(status.split(maxsplit=1)[0]), **dict(headers))

    with quietly():
        page = b"".join(with_room(get_wsgi_application())(environ, start))
    if "Set-Cookie" in told:
        client.cookies.load(told["Set-Cookie"])
    told["page"] = page.decode()
    return told


@contextmanager
def quietly() -> Iterator[None]:
    """As Django's own test client: the end of a request does not end the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def member(person: int) -> Client:
    client = Client()
    signed_in_member(client, person)
    return client
