"""Working beside others: a backup takes a share of the time, and the rest of the machine first."""

import os
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path

_LONGEST_REST = 5.0
_LOWEST = 19


class Pace:
    """After each stretch of work a rest, so that work is `share` of the time (1: no rest).

    On a busy machine a stretch takes longer, and so does the rest: it gives way by itself.
    """

    def __init__(self, share: float) -> None:
        self._rest_for_each = 1 / share - 1
        self._since = time.perf_counter()

    def rest(self) -> None:
        worked = time.perf_counter() - self._since
        if self._rest_for_each > 0:
            time.sleep(min(worked * self._rest_for_each, _LONGEST_REST))
        self._since = time.perf_counter()


def go_last() -> None:
    """This process and what it starts take what processor and disk others leave."""
    os.setpriority(os.PRIO_PROCESS, 0, _LOWEST)
    if ionice := shutil.which("ionice"):
        subprocess.run([ionice, "-c", "3", "-p", str(os.getpid())], check=False)


def let_go_last(server_process: int) -> None:
    """The same for a process of a database server on this machine, when we may say so."""
    with suppress(OSError):
        if Path(f"/proc/{server_process}/comm").read_text().startswith("postgres"):
            os.setpriority(os.PRIO_PROCESS, server_process, _LOWEST)
