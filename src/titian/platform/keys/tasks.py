"""After a rotation the worker seals everything anew, a part at a time."""

import time
from datetime import datetime, timedelta

from titian.platform.db import keyring
from titian.platform.db.columns import SealedColumn, sealed_columns
from titian.platform.jobs.services import sweep
from titian.platform.keys import selectors as keys_read
from titian.platform.keys import services as keys

_REST = 3.0  # as long again and twice more: it has days, those who wait have not
_LOOK_AGAIN = 3600.0


class _Round:
    """Where this worker is. After a restart it begins again: what is done is passed over."""

    def __init__(self) -> None:
        self.head = b""
        self.columns: list[SealedColumn] = []
        self.past = 0
        self.done_at = 0.0


_round = _Round()


@sweep("keys.seal_anew", every=timedelta(seconds=30))
def seal_anew(at: datetime) -> int:
    """Nothing to do while there was never a rotation, or for an hour after all was done."""
    del at
    head = keys_read.current_prefix()
    if keyring.read().current(time.time()) is None:
        return 0
    if head == _round.head and not _round.columns and _is_calm():
        return 0
    if head != _round.head or not _round.columns:
        _round.head, _round.columns, _round.past = head, list(sealed_columns()), 0
    begun = time.monotonic()
    done = _part()
    time.sleep(min((time.monotonic() - begun) * _REST, 2.0))
    return done


def _is_calm() -> bool:
    return time.monotonic() - _round.done_at < _LOOK_AGAIN


def _part() -> int:
    """One part of the first column that has any left; then the documents."""
    while _round.columns:
        past, changed = keys.seal_anew(_round.columns[0], past=_round.past)
        if past:
            _round.past = past
            return max(changed, 1)
        _round.columns.pop(0)
        _round.past = 0
    if files := keys.seal_files_anew():
        return files
    _round.done_at = time.monotonic()
    return 0
