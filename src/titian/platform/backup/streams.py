"""Streams between the programs: paced, counted, never held whole in memory."""

import os
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

from titian.platform.backup.pacing import Pace
from titian.platform.backup.types import Written

_BLOCK = 1 << 18


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Paced:
    """Reads ahead a block at a time and rests after each; whoever fills it must wait."""

    def __init__(self, source: Readable, pace: Pace) -> None:
        self._source, self._pace = source, pace
        self._block, self._at = b"", 0

    def read(self, size: int = -1) -> bytes:
        if self._at >= len(self._block):
            self._pace.rest()
            self._block, self._at = self._source.read(_BLOCK), 0
        given = self._block[self._at : self._at + size] if size >= 0 else self._block[self._at :]
        self._at += len(given)
        return given


class Kept:
    """A new file, readable by us alone; hashed while it is written, on the disk when closed."""

    def __init__(self, path: Path) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file: IO[bytes] = os.fdopen(handle, "wb", buffering=_BLOCK)
        self._digest, self._bytes = sha256(), 0

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self._bytes += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    @property
    def written(self) -> Written:
        return Written(self._bytes, self._digest.hexdigest())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()


def written(path: Path) -> Written:
    """What lies there now; raises FileNotFoundError."""
    digest, size = sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return Written(size, digest.hexdigest())


def settle(folder: Path) -> None:
    """A folder's names are on the disk when this returns."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
