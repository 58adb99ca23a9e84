"""A database and a folder for one proof; what a killed one left is removed by the next."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from titian.platform.backup import database

_FOLDER, _DATABASE = "verify-", "titian_verify_"


@contextmanager
def scratch(workplace: Path) -> Iterator[tuple[str, Path]]:
    """The database's name and the folder, which lies in `workplace` and is locked meanwhile."""
    _remove_left(workplace)
    token = token_hex(6)
    place = workplace / f"{_FOLDER}{token}"
    place.mkdir(mode=0o700)
    handle = _locked(place)
    try:
        yield f"{_DATABASE}{token}", place
    finally:
        _remove(place)
        if handle is not None:
            os.close(handle)


def _remove_left(workplace: Path) -> None:
    for place in workplace.glob(f"{_FOLDER}*"):
        handle = _locked(place)
        if handle is not None:
            _remove(place)
            os.close(handle)


def _remove(place: Path) -> None:
    """The folder last: it is what the next one knows the database by."""
    database.drop(f"{_DATABASE}{place.name.removeprefix(_FOLDER)}")
    shutil.rmtree(place, ignore_errors=True)


def _locked(place: Path) -> int | None:
    """None while somebody else holds it."""
    handle = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle
