"""Bookings and everything else have threads of their own: a slow write keeps no page waiting."""

from collections.abc import Iterable
from threading import BoundedSemaphore

from titian.platform.http.room.gate import App, Environ, Start


class Lanes:
    """At most so many requests of each kind are worked on at once; the others wait in turn."""

    def __init__(self, app: App, *, paced: str, alive: tuple[str, ...], at_once: int) -> None:
        self._app = app
        self._paced = paced
        self._alive = alive
        self._lanes = {True: BoundedSemaphore(at_once), False: BoundedSemaphore(at_once)}

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path in self._alive:
            return self._app(environ, start_response)
        writes = environ.get("REQUEST_METHOD") == "POST" and path.startswith(self._paced)
        with self._lanes[writes]:
            return self._app(environ, start_response)
