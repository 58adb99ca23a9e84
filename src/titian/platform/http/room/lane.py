"""A few at once, the others in turn: on one processor more would only take it from each other."""

from _thread import LockType
from collections import deque
from threading import Lock

from titian.kernel.moments import Moment


class Lane:
    """At most so many at once; so many more wait in turn, each as long as its patience lasts."""

    def __init__(self, at_once: int, *, waiting: int, patience: float | None = None) -> None:
        self._free = at_once
        self._most = waiting
        self._patience = -1 if patience is None else patience
        self._line: deque[LockType] = deque()
        self._moment = Moment()

    @property
    def waiting(self) -> int:
        return len(self._line)

    def enter(self, *, may_wait: bool = True, leaving: int = 0) -> bool:
        """False for who cannot wait, or has waited long enough; `leaving` so many places free."""
        mine = Lock()
        with self._moment:
            if self._free > leaving:
                self._free -= 1
                return True
            if not may_wait or len(self._line) >= self._most:
                return False
            mine.acquire()
            self._line.append(mine)
        return mine.acquire(timeout=self._patience) or self._has_come(mine)

    def _has_come(self, mine: LockType) -> bool:
        """Their turn came in the very moment they stopped waiting; else they wait no longer."""
        with self._moment:
            if mine not in self._line:
                return True
            self._line.remove(mine)
            return False

    def leave(self) -> None:
        with self._moment:
            if self._line:
                self._line.popleft().release()  # they have the place from here on
            else:
                self._free += 1
