"""The pages at an hour that the test says: the same application, served from the test itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from wsgiref.types import StartResponse

from django.core.handlers.wsgi import WSGIHandler
from django.http.response import HttpResponseBase
from django.test.testcases import LiveServerThread

from titian.kernel import clock

_PATIENCE_SECONDS = 30.0


@dataclass
class Clocked:
    """Where the pages are; each request is answered at `moment`, as if it came from a network of
    its own: what others did at other hours slows nobody here.
    """

    moment: datetime
    address: str = field(default_factory=lambda: f"2001:db8:{token_hex(2)}:{token_hex(2)}::1")
    origin: str = field(default="", init=False)


def _holding(clocked: Clocked) -> type[WSGIHandler]:
    class Holding(WSGIHandler):
        def __init__(self, *_: object) -> None:
            super().__init__()

        def __call__(
            self, environ: dict[str, object], start_response: StartResponse
        ) -> HttpResponseBase:
            with clock.fixed(clocked.moment):
                return super().__call__({**environ, "REMOTE_ADDR": clocked.address}, start_response)

    return Holding


@contextmanager
def serving_at(moment: datetime) -> Iterator[Clocked]:
    clocked = Clocked(moment)
    thread = LiveServerThread("localhost", _holding(clocked))
    thread.daemon = True
    thread.start()
    if not thread.is_ready.wait(_PATIENCE_SECONDS) or thread.error:
        raise AssertionError("the pages at that hour do not answer") from thread.error
    clocked.origin = f"http://localhost:{thread.port}"
    try:
        yield clocked
    finally:
        thread.terminate()
