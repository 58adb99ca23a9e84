"""A database and a folder for one proof; what a killed one left is removed by the next."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from titian.platform.backup import database
from titian.platform.backup.locks import locked

_FOLDER, _DATABASE = "verify-", "titian_verify_"


@contextmanager
def scratch(workplace: Path) -> Iterator[tuple[str, Path]]:
    """The database's name and the folder, which lies in `workplace` and is locked meanwhile."""
    _remove_left(workplace)
    token = token_hex(6)
    place = workplace / f"{_FOLDER}{token}"
    place.mkdir(mode=0o700)
    with locked(place):
        try:
            yield f"{_DATABASE}{token}", place
        finally:
            _remove(place)


def _remove_left(workplace: Path) -> None:
    for place in workplace.glob(f"{_FOLDER}*"):
        with locked(place) as is_left:
            if is_left:
                _remove(place)


def _remove(place: Path) -> None:
    """The folder last: it is what the next one knows the database by."""
    database.drop(f"{_DATABASE}{place.name.removeprefix(_FOLDER)}")
    shutil.rmtree(place, ignore_errors=True)
