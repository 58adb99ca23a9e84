"""A small disk of its own for a whole Titian, so that it can be full."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEGABYTES = 1000
_MEGABYTE, _PAGE = 1 << 20, 4096


def may_mount() -> bool:
    """Only root can, and not in every container."""
    if os.geteuid() != 0:
        return False
    status = Path("/proc/self/status").read_text()
    effective = next(line for line in status.splitlines() if line.startswith("CapEff:"))
    return bool(int(effective.split()[1], 16) & (1 << 21))  # CAP_SYS_ADMIN


@contextmanager
def small_disk(at: Path) -> Iterator[Path]:
    """A disk in memory; all on it is gone afterwards."""
    _run("mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m,mode=0755", "titian-kills", str(at))
    try:
        yield at
    finally:
        _run("umount", "--lazy", str(at))


def fill(disk: Path) -> None:
    """Not a byte more fits on it, whoever else writes meanwhile."""
    with (disk / "ballast").open("wb", buffering=0) as ballast:
        for piece in (bytes(4 * _MEGABYTE), bytes(_PAGE)):
            with contextlib.suppress(OSError):  # it is full
                while ballast.write(piece):
                    pass


def empty(disk: Path) -> None:
    (disk / "ballast").unlink(missing_ok=True)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
