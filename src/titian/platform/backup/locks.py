"""A place that one process works in; the lock ends with whoever holds it, killed or not."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(place: Path) -> Iterator[bool]:
    """A file or folder that is there, for as long as the block lasts; False while somebody else
    holds it: nobody waits.
    """
    handle = os.open(place, os.O_RDONLY if place.is_dir() else os.O_RDWR)  # NFS wants to write
    try:
        yield _taken(handle)
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
