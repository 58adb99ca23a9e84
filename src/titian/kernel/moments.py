"""A lock that is held for moments, among a hundred threads of which many compute."""

import threading
import time
from types import TracebackType

MOMENT = 0.0002  # seconds until it is asked for again


class Moment:
    """`with moment:` alone among the threads of this process.

    Who waits for one of Python's own locks is given it in their sleep, and has it while they wait
    for the interpreter's: as soon as two wait, each hand-over costs that wait, and a line forms
    that does not end. Here it is taken only by who runs, who has let go of it in a moment.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def take(self) -> bool:
        """At once or not at all."""
        return self._lock.acquire(blocking=False)

    def let_go(self) -> None:
        self._lock.release()

    def __enter__(self) -> None:
        while not self.take():
            time.sleep(MOMENT)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.let_go()
