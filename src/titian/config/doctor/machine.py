"""The machine below: room on the disk, a clock that is kept right, keys, files."""

import ctypes
import os
import resource
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from titian.config.doctor.findings import Finding, bad, fine, warn
from titian.config.readiness import static_files_are_current
from titian.platform.backup import services as backups
from titian.platform.backup.types import Remains

_GIGABYTE = 1_000_000_000
_LITTLE_ROOM = (0.15, 5 * _GIGABYTE)
_NO_ROOM = (0.05, _GIGABYTE)
_FILES = 4096
_KEYS = ("sealing_key", "secret_key")
_NOT_KEPT_RIGHT = 5  # TIME_ERROR of adjtimex(2)
_TIMEX_BYTES = 512


def look(at: datetime) -> Iterator[Finding]:
    del at
    yield room_in(Path(settings.TITIAN_HOME))
    yield _clock()
    yield from (key_in(Path(settings.TITIAN_HOME), name) for name in _KEYS)
    yield fine("static") if static_files_are_current() else warn("static", "old")
    yield _files()
    yield _restore()


def room_in(home: Path) -> Finding:
    """The stricter of a share and a number of bytes holds on large and on small disks."""
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    disk = shutil.disk_usage(there)
    free, share = disk.free, disk.free / disk.total
    data: dict[str, str | float] = {
        "free": round(free / _GIGABYTE, 1),
        "share": round(share * 100),
        "home": str(home),
    }
    if share < _NO_ROOM[0] or free < _NO_ROOM[1]:
        return bad("disk", "full", **data)
    if share < _LITTLE_ROOM[0] or free < _LITTLE_ROOM[1]:
        return warn("disk", "little", **data)
    return fine("disk", **data)


def _clock() -> Finding:
    """Asked of the kernel, which knows whether somebody keeps its clock right (NTP)."""
    state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))
    return warn("clock", "alone") if state == _NOT_KEPT_RIGHT else fine("clock")


def key_in(home: Path, name: str) -> Finding:
    """Given in the environment, or a file that only its owner reads."""
    if os.environ.get(f"TITIAN_{name.upper()}"):
        return fine("key", name=name)
    path = home / "secrets" / name
    if not path.exists():
        return bad("key", "gone", name=name, path=str(path))
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return bad("key", "open", name=name, path=str(path))
    return fine("key", name=name)


def _files() -> Finding:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _FILES:
        return warn("files", "few", limit=soft, needed=_FILES)
    return fine("files", limit=soft)


def _restore() -> Finding:
    """One that was interrupted: nothing works until it is ended, or people's data lie open."""
    left = backups.left_by_restore()
    if left is Remains.HALF_IN_PLACE:
        return bad("restore", "half")
    if left is Remains.COPIES:
        return warn("restore", "left", place=str(Path(settings.TITIAN_HOME) / ".restoring"))
    return fine("restore")
