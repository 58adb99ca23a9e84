from datetime import timedelta

from django.conf import settings

from titian.kernel import clock
from titian.platform.backup.models import Run
from titian.platform.backup.types import LastBackup

_LONGEST = timedelta(hours=12)  # a try that never ended was killed


def last_backup() -> LastBackup:
    """The newest whole backup and the latest try after it."""
    latest = Run.objects.order_by("-started_at").first()
    whole = Run.objects.filter(ended_at__isnull=False, error="").order_by("-started_at").first()
    ended = None if whole is None else whole.ended_at
    under_way = latest is not None and latest.ended_at is None
    lost = under_way and latest is not None and clock.now() - latest.started_at > _LONGEST
    return LastBackup(
        is_expected=bool(settings.TITIAN_BACKUP_DIR),
        whole_at=None if whole is None else whole.started_at,
        bytes=0 if whole is None else whole.bytes,
        seconds=(ended - whole.started_at).total_seconds() if whole and ended else 0.0,
        failed="never ended" if lost else (latest.error if latest else ""),
        is_running=under_way and not lost,
    )
