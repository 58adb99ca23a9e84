"""How long this process keeps waiting whoever only wants to say a word."""

import threading
import time
from collections.abc import Callable

_EVERY = 0.05  # seconds
_SMOOTH = 0.1  # share of the newest beat


class Pulse:
    """Wakes up again and again, and tells by how much it was late.

    Whatever has a place to tell waits as long: for a processor, then for the interpreter. How long
    bookings take says nothing of that, for those who are only sent to wait are none.
    """

    def __init__(self, tell: Callable[[float], None]) -> None:
        self._tell = tell
        self._late = 0.0
        self._begun = threading.Lock()

    @property
    def late(self) -> float:
        """Seconds, of late."""
        return self._late

    def begin(self) -> None:
        """Once in the life of a process; its thread ends with it."""
        if self._begun.acquire(blocking=False):
            threading.Thread(target=self._beat, name="pulse", daemon=True).start()

    def _beat(self) -> None:
        while True:
            slept = time.monotonic()
            time.sleep(_EVERY)
            late = time.monotonic() - slept - _EVERY
            self._late += (late - self._late) * _SMOOTH
            self._tell(self._late)
