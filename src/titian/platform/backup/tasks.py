"""The nightly backup, when a folder for it is set."""

import subprocess
import sys
from datetime import datetime, timedelta

from django.conf import settings

from titian.kernel.clock import JAKARTA
from titian.platform.backup import rules
from titian.platform.backup.selectors import latest_try, latest_whole
from titian.platform.jobs.services import sweep


class _Night:
    """The backup that this worker began, in a process of its own."""

    running: "subprocess.Popen[bytes] | None" = None


@sweep("backup.nightly", every=timedelta(minutes=1))
def nightly(at: datetime) -> int:
    """Begin one when it is due. It is no part of this process: a worker that ends leaves it to
    finish, and a folder takes one at a time."""
    if _Night.running is not None and _Night.running.poll() is None:
        return 0
    _Night.running = None
    if settings.TITIAN_BACKUP_DIR and is_due(at):
        command = [sys.executable, "-m", "django", "backup"]
        _Night.running = subprocess.Popen(command, start_new_session=True)
    return 0


def is_due(at: datetime) -> bool:
    return rules.is_due(
        at.astimezone(JAKARTA),
        at=settings.TITIAN_BACKUP_AT,
        tried=latest_try(),
        whole=latest_whole(),
    )
