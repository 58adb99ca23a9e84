"""The worker and what it should have done by now."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from procrastinate.contrib.django.models import ProcrastinateJob

from titian.config.doctor.findings import Finding, bad, fine, warn
from titian.platform.backup.selectors import last_backup
from titian.platform.jobs.lateness import silent
from titian.platform.jobs.selectors import WORKER, age_of, failing
from titian.platform.outbox.selectors import oldest_waiting, stuck

_WORKER_LATE = timedelta(seconds=30)
_OUTBOX_LATE = timedelta(seconds=60)
_NAMED = 5


def look(at: datetime) -> Iterator[Finding]:
    yield _worker(at)
    yield _silent(at)
    yield _failing()
    yield _given_up()
    yield _outbox(at)
    yield _backup(at)


def _worker(at: datetime) -> Finding:
    age = age_of(WORKER, at=at)
    if age is None:
        return bad("worker", "never")
    if age > _WORKER_LATE:
        return bad("worker", "late", seconds=round(age.total_seconds()))
    return fine("worker", seconds=round(age.total_seconds()))


def _silent(at: datetime) -> Finding:
    late = silent(at)
    return (
        bad("silent", "jobs", names=_list([one.name for one in late])) if late else fine("silent")
    )


def _failing() -> Finding:
    names = failing()
    return warn("failing", "jobs", names=_list(names)) if names else fine("failing")


def _given_up() -> Finding:
    """Jobs tried as often as they may be; they stay in the table until somebody looks."""
    count = ProcrastinateJob.objects.filter(status="failed").count()
    return warn("given_up", "jobs", count=count) if count else fine("given_up")


def _outbox(at: datetime) -> Finding:
    oldest, lost = oldest_waiting(at), stuck()
    if lost:
        return bad(
            "outbox", "stuck", count=len(lost), names=_list([one.subscriber for one in lost])
        )
    if oldest > _OUTBOX_LATE:
        return bad("outbox", "late", seconds=round(oldest.total_seconds()))
    return fine("outbox", seconds=round(oldest.total_seconds(), 1))


def _backup(at: datetime) -> Finding:
    last = last_backup(at)
    if last.failed:
        return bad("backup", "failed", error=last.failed)
    if last.whole_at is None:
        return warn("backup", "expected") if last.is_expected else warn("backup", "none")
    hours = round((at - last.whole_at).total_seconds() / 3600)
    return bad("backup", "old", hours=hours) if last.is_too_old else fine("backup", hours=hours)


def _list(names: list[str]) -> str:
    """The first few different ones."""
    several = sorted(set(names))
    more = f" +{len(several) - _NAMED}" if len(several) > _NAMED else ""
    return ", ".join(several[:_NAMED]) + more
