"""How fast callers may call, counted in this process: no statement, no row that all wait for."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

_KNOWN = 10_000


@dataclass
class Pace:
    """A bucket for each caller: `per_second` drain from it, `burst` fit into it."""

    per_second: float
    burst: int
    _drained: OrderedDict[str, datetime] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def admits(self, caller: str, at: datetime) -> bool:
        """Count one call, unless the bucket is full."""
        cost = timedelta(seconds=1 / self.per_second)
        full = at + self.burst * cost
        with self._lock:
            known = self._drained.get(caller, at)
            drained = (at if known > full else max(known, at)) + cost  # a clock may be set back
            if drained > full:
                return False
            self._drained[caller] = drained
            self._drained.move_to_end(caller)
            if len(self._drained) > _KNOWN:
                self._drained.popitem(last=False)
        return True

    def forget(self) -> None:
        """As if nobody had called yet."""
        with self._lock:
            self._drained.clear()
