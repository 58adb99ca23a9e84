"""The folder of sealed files, outside everything that is served."""

import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from titian.platform.db.sealing import seal_bytes, unseal_bytes


def folder() -> Path:
    return Path(settings.TITIAN_HOME) / "uploads"


def new_name() -> str:
    return secrets.token_hex(16)


def write(name: str, content: bytes) -> None:
    """Sealed, on the disk for good when this returns: beside first, then moved."""
    target = place(name)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = target.with_suffix(".new")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(seal_bytes(content, bound_to=name))
        file.flush()
        os.fsync(file.fileno())
    half.rename(target)
    _settle(target.parent)


def read(name: str) -> bytes:
    """Raises FileNotFoundError; raises InvalidTag for a file that was altered or exchanged."""
    return unseal_bytes(place(name).read_bytes(), bound_to=name)


def replace(name: str, content: bytes) -> None:
    """Sealed anew under the same name; a reader finds the one or the other, whole, also when two
    do it at once.

    Raises FileNotFoundError when it was removed meanwhile.
    """
    target = place(name)
    half = target.with_suffix(f".anew-{secrets.token_hex(4)}")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(seal_bytes(content, bound_to=name))
        file.flush()
        os.fsync(file.fileno())
    if not target.exists():
        half.unlink()
        raise FileNotFoundError(target)
    half.rename(target)
    _settle(target.parent)


def remove(name: str) -> None:
    place(name).unlink(missing_ok=True)


def older_than(moment: datetime) -> Iterator[tuple[str, Path]]:
    """Names and paths of files written before a moment, half written ones included."""
    for path in folder().glob("??/*"):
        try:
            written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except FileNotFoundError:
            continue
        if written < moment:
            yield path.stem, path


def place(name: str) -> Path:
    return folder() / name[:2] / name


def _settle(parent: Path) -> None:
    handle = os.open(parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
