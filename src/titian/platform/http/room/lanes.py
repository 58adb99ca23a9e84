"""Threads of their own for bookings, for work and for looks: none of them keeps another waiting.

Who waits here has a thread of the web server for as long as they wait. So only so many may, and
who comes then is answered at once: else nobody is left to say anything to anybody.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from titian.platform.http.room.gate import App, Environ, Start
from titian.platform.http.room.lane import Lane

WAITING = 64  # of work: with the looks below and 80 bookings all that a process has threads for
LOOKS_WAITING = 24
PATIENCE = 0.5  # seconds that a look waits: drawn in a rush it takes another, and two are too long


@dataclass(frozen=True, slots=True)
class Ways:
    """Addresses: what books, what desks use, and what waits for nothing."""

    books: str
    desks: str
    never_waits: tuple[str, ...]


class Lanes:
    """Before Django: at most `at_once` requests of each kind are worked on.

    Pages that members look at, who find no room any more, are answered by `instead`, and while it
    `is_busy` none of them waits for room, and they have half of it: drawing them would else take
    what bookings are let in for. So is work when far too much of it waits. Bookings wait as long
    as it takes: the room before this counts them.
    """

    def __init__(
        self, app: App, ways: Ways, *, at_once: int, instead: App, is_busy: Callable[[], bool]
    ) -> None:
        self._app = app
        self._ways = ways
        self._instead = instead
        self._is_busy = is_busy
        self.bookings = Lane(at_once, waiting=1 << 30)
        self.work = Lane(at_once, waiting=WAITING)
        looks = max(at_once // 4, 1)
        self.looks = Lane(looks, waiting=LOOKS_WAITING, patience=PATIENCE)
        self._spared = looks // 2

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith(self._ways.never_waits):
            return self._app(environ, start_response)
        lane = self._lane_of(environ, path)
        if not self._may_enter(lane):
            return self._instead(environ, start_response)
        try:
            return self._app(environ, start_response)
        finally:
            lane.leave()

    def _may_enter(self, lane: Lane) -> bool:
        if lane is self.looks and self._is_busy():
            return lane.enter(may_wait=False, leaving=self._spared)
        return lane.enter()

    def _lane_of(self, environ: Environ, path: str) -> Lane:
        reads = environ.get("REQUEST_METHOD") in ("GET", "HEAD")
        if not reads:
            return self.bookings if path.startswith(self._ways.books) else self.work
        is_page = "text/html" in environ.get("HTTP_ACCEPT", "")
        return self.looks if is_page and not path.startswith(self._ways.desks) else self.work
