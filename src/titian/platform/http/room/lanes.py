"""Threads of their own for bookings, for work and for looks: none of them keeps another waiting.

Who waits here has a thread of the web server for as long as they wait. So only so many may, and
who comes then is answered at once: else nobody is left to say anything to anybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock

from titian.platform.http.room.gate import App, Environ, Start

WAITING = 64  # of work: with the looks below and 80 bookings all that a process has threads for
LOOKS_WAITING = 24
PATIENCE = 1.0  # seconds that a look waits: its answer is due within two


@dataclass(frozen=True, slots=True)
class Ways:
    """Addresses: what books, what desks use, and what waits for nothing."""

    books: str
    desks: str
    never_waits: tuple[str, ...]


class Lane:
    """At most so many at once; so many more wait, each as long as its patience lasts."""

    def __init__(self, at_once: int, *, waiting: int, patience: float | None = None) -> None:
        self._places = BoundedSemaphore(at_once)
        self._patience = patience
        self._most = waiting
        self.waiting = 0
        self._lock = Lock()

    def enter(self) -> bool:
        """False for who cannot wait, or has waited long enough."""
        if self._places.acquire(blocking=False):
            return True
        with self._lock:
            if self.waiting >= self._most:
                return False
            self.waiting += 1
        try:
            return self._places.acquire(timeout=self._patience)
        finally:
            with self._lock:
                self.waiting -= 1

    def leave(self) -> None:
        self._places.release()


class Lanes:
    """Before Django: at most `at_once` requests of each kind are worked on.

    Pages that members look at, who find no room any more, are answered by `instead`; so is work
    when far too much of it waits. Bookings wait as long as it takes: the room before this counts
    them.
    """

    def __init__(self, app: App, ways: Ways, *, at_once: int, instead: App) -> None:
        self._app = app
        self._ways = ways
        self._instead = instead
        self.bookings = Lane(at_once, waiting=1 << 30)
        self.work = Lane(at_once, waiting=WAITING)
        self.looks = Lane(at_once, waiting=LOOKS_WAITING, patience=PATIENCE)

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith(self._ways.never_waits):
            return self._app(environ, start_response)
        lane = self._lane_of(environ, path)
        if not lane.enter():
            return self._instead(environ, start_response)
        try:
            return self._app(environ, start_response)
        finally:
            lane.leave()

    def _lane_of(self, environ: Environ, path: str) -> Lane:
        reads = environ.get("REQUEST_METHOD") in ("GET", "HEAD")
        if not reads:
            return self.bookings if path.startswith(self._ways.books) else self.work
        is_page = "text/html" in environ.get("HTTP_ACCEPT", "")
        return self.looks if is_page and not path.startswith(self._ways.desks) else self.work
