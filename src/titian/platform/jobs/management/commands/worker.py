import contextlib
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from titian.platform.jobs.worker import run_worker

_NICENESS = 5


class Command(BaseCommand):
    help = "Run background work: sweeps over waiting rows, jobs, periodic jobs."

    def handle(self, *args: Any, **options: Any) -> None:
        _let_others_pass()
        run_worker()


def _let_others_pass() -> None:
    """Whoever presses a button comes first: what is worked off here waits anyway.

    Linux may weigh sessions instead of processes; then the session of ours is told as well.
    """
    os.nice(_NICENESS)
    with contextlib.suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(_NICENESS))
