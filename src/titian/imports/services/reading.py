"""A file is looked through once before anything is done: its head, its length, keys that repeat."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from itertools import pairwise
from pathlib import Path

from titian.imports import rules
from titian.imports.errors import FileTooLong, FileUnreadable
from titian.imports.types import Format, Kind, Row
from titian.platform.uploads import services as uploads
from titian.platform.uploads.errors import (
    UploadEmpty,
    UploadKindUnknown,
    UploadTooLarge,
    UploadUnreadable,
)

_BUCKETS = 64
_ZIP = b"PK\x03\x04"
_UNREADABLE = (UploadEmpty, UploadKindUnknown, UploadUnreadable)


@dataclass(frozen=True, slots=True)
class Looked:
    """`twice` are hashes of keys that more than one row has; they hold within this process."""

    kind: Kind
    format: Format
    digest: bytes
    heads: tuple[str, ...]
    rows: int
    twice: frozenset[int]

    def marked(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, those whose key another row has marked."""
        if not self.twice:
            yield from rows
            return
        where = rules.places_of(self.kind, self.heads)
        for row in rows:
            keys = rules.keys_of(self.kind, rules.cells_of(where, row.values))
            is_twice = any(hash(key) in self.twice for key in keys)
            yield Row(row.line, row.values, is_twice=True) if is_twice else row


def look_through(
    kind: Kind, path: Path, *, progress: Callable[[int], object] = lambda rows: None
) -> Looked:
    """Reads the whole file; eight bytes a key are kept. Raises HeadUnknown, FileUnreadable,
    FileTooLong."""
    with path.open("rb") as file:
        form = Format.XLSX if file.read(len(_ZIP)) == _ZIP else Format.CSV
        file.seek(0)
        digest = file_digest(file, "sha256").digest()
    with _told():
        lines = uploads.rows_of_file(path)
        return look_at(kind, form, digest, lines, progress=progress)


def look_at(
    kind: Kind,
    form: Format,
    digest: bytes,
    told: Iterable[Sequence[str]],
    *,
    progress: Callable[[int], object] = lambda rows: None,
) -> Looked:
    lines = iter(told)
    heads = tuple(next(lines, ()))
    where, count = rules.places_of(kind, heads), 0
    buckets = [array("q") for _ in range(_BUCKETS)]
    for row in filled(lines):
        count += 1
        for key in rules.keys_of(kind, rules.cells_of(where, row.values)):
            number = hash(key)
            buckets[number % _BUCKETS].append(number)
        progress(1)
    return Looked(kind, form, digest, heads, count, _repeated(buckets))


def rows_of(path: Path) -> Iterator[Row]:
    """The filled rows of a file again, below its head. Raises FileUnreadable, FileTooLong."""
    with _told():
        lines = uploads.rows_of_file(path)
        next(lines, None)
        yield from filled(lines)


def filled(lines: Iterable[Sequence[str]]) -> Iterator[Row]:
    for line, values in enumerate(lines, 2):
        if any(values):
            yield Row(line, tuple(values))


def in_parts(rows: Iterable[Row], size: int) -> Iterator[tuple[int, list[Row]]]:
    """How many rows stand before the part, and its rows."""
    start, part = 0, list[Row]()
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield start, part
            start, part = start + size, []
    if part:
        yield start, part


def _repeated(buckets: list["array[int]"]) -> frozenset[int]:
    found: set[int] = set()
    for bucket in buckets:
        numbers = sorted(bucket)
        found |= {one for one, after in pairwise(numbers) if one == after}
    return frozenset(found)


@contextmanager
def _told() -> Iterator[None]:
    """What the uploads refuse, in words of files of rows."""
    try:
        yield
    except UploadTooLarge as error:
        raise FileTooLong from error
    except _UNREADABLE as error:
        raise FileUnreadable from error
