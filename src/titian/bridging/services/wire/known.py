"""Consumers as this process knows them, for a few seconds: a call costs no read of its own."""

from datetime import datetime, timedelta
from threading import Lock

from titian.bridging.selectors import find_consumer
from titian.bridging.types.wire import Consumer

KNOWN_FOR = timedelta(seconds=5)
_MOST = 5_000

_known: dict[str, tuple[datetime, int, Consumer]] = {}
_lock = Lock()


def known_consumer(cons_id: str, *, at: datetime) -> tuple[int, Consumer] | None:
    """Row id and consumer, at most five seconds old; unknown numbers are asked for each time."""
    kept = _known.get(cons_id)
    if kept and kept[0] <= at < kept[0] + KNOWN_FOR:
        return kept[1], kept[2]
    found = find_consumer(cons_id, at=at)
    with _lock:
        if found is None:
            _known.pop(cons_id, None)
            return None
        if len(_known) >= _MOST:
            _known.clear()
        _known[cons_id] = (at, *found)
    return found


def region_of(cons_id: str) -> str:
    """Where a consumer's facility lies, as far as this process remembers; asks no database."""
    kept = _known.get(cons_id)
    return kept[2].caller.region if kept else ""


def forget(cons_id: str = "") -> None:
    """Ask anew at the next call: of one, or of all."""
    with _lock:
        if cons_id:
            _known.pop(cons_id, None)
        else:
            _known.clear()
