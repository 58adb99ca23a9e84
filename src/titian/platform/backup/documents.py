"""The documents that belong to a snapshot, as one stream."""

import os
import tarfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import psycopg

from titian.platform.backup.errors import NotWhole
from titian.platform.uploads import vault

_NAMES = "SELECT name FROM upload ORDER BY name"


def names(reading: "psycopg.Connection[Any]") -> list[str]:
    """What the rows of this transaction say must be there."""
    return [name for (name,) in reading.execute(_NAMES).fetchall()]


class Packing(threading.Thread):
    """Writes the files into a pipe, as a tar; `missing` names those that are not there."""

    def __init__(self, wanted: Sequence[str]) -> None:
        super().__init__(daemon=True)
        self._wanted = wanted
        reading, writing = os.pipe()
        self.stream: IO[bytes] = os.fdopen(reading, "rb")
        self._out: IO[bytes] = os.fdopen(writing, "wb")
        self.missing: list[str] = []
        self.error: Exception | None = None

    def run(self) -> None:
        """A reader that went away ends it quietly: that one says why."""
        try:
            with self._out, tarfile.open(fileobj=self._out, mode="w|") as tar:
                for name in self._wanted:
                    self._add(tar, name)
        except BrokenPipeError:
            pass
        except Exception as error:  # noqa: BLE001 - said by who waits for this thread
            self.error = error

    def _add(self, tar: tarfile.TarFile, name: str) -> None:
        try:
            with vault.place(name).open("rb") as file:
                entry = tarfile.TarInfo(name)
                entry.size, entry.mode = os.fstat(file.fileno()).st_size, 0o600
                tar.addfile(entry, file)
        except FileNotFoundError:
            self.missing.append(name)


def unpack(stream: IO[bytes], folder: Path) -> list[str]:
    """Put them where they belong in an empty folder of documents; returns their names.

    Raises NotWhole for anything in the stream that is no document of ours.
    """
    found: list[str] = []
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for entry in tar:
            content = tar.extractfile(entry) if entry.isreg() and _is_ours(entry.name) else None
            if content is None:
                raise NotWhole(f"the documents hold something strange: {entry.name[:60]!r}")
            target = folder / entry.name[:2] / entry.name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(target, content)
            found.append(entry.name)
    return found


def _is_ours(name: str) -> bool:
    return name.isalnum() and name.isascii() and 8 <= len(name) <= 48


def _write(target: Path, content: IO[bytes]) -> None:
    with suppress(FileNotFoundError):
        target.unlink()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        while block := content.read(1 << 18):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
