from datetime import datetime, timedelta

from django.conf import settings

from titian.platform.backup import rules
from titian.platform.backup.models import Run
from titian.platform.backup.types import LastBackup

_LONGEST = timedelta(hours=12)  # a try that never ended was killed


def last_backup(at: datetime) -> LastBackup:
    """The newest whole backup and the latest try after it."""
    latest, whole = _latest(), _whole()
    ended = None if whole is None else whole.ended_at
    under_way = latest is not None and latest.ended_at is None
    lost = under_way and latest is not None and at - latest.started_at > _LONGEST
    whole_at = None if whole is None else whole.started_at
    return LastBackup(
        is_expected=bool(settings.TITIAN_BACKUP_DIR),
        whole_at=whole_at,
        is_too_old=rules.is_too_old(at, whole_at),
        bytes=0 if whole is None else whole.bytes,
        seconds=(ended - whole.started_at).total_seconds() if whole and ended else 0.0,
        failed="never ended" if lost else (latest.error if latest else ""),
        is_running=under_way and not lost,
    )


def latest_try() -> datetime | None:
    latest = _latest()
    return None if latest is None else latest.started_at


def latest_whole() -> datetime | None:
    whole = _whole()
    return None if whole is None else whole.started_at


def _latest() -> Run | None:
    return Run.objects.order_by("-started_at", "-pk").first()


def _whole() -> Run | None:
    whole = Run.objects.filter(ended_at__isnull=False, error="")
    return whole.order_by("-started_at", "-pk").first()
