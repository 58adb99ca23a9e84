"""Which periodic jobs and sweeps should have reported in by now and did not."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from titian.platform.jobs.models import Heartbeat
from titian.platform.jobs.services import sweeps
from titian.platform.measures.types import Gauge

_SWEEP_AT_LEAST = timedelta(seconds=60)
_SWEEP_TURNS = 5
_JOB_GRACE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Silent:
    """`since` is when it last ran to its end."""

    name: str
    since: datetime


def silent(at: datetime) -> list[Silent]:
    """What ran before and is overdue: a sweep by five turns and a minute at least, a job of the
    calendar by half an hour. What never ran yet is not: a new installation has no past.
    """
    beats = dict(Heartbeat.objects.values_list("name", "at"))
    due = {**_sweeps_due(at), **_jobs_due(at)}
    return [
        Silent(name, beats[name])
        for name, latest in sorted(due.items())
        if name in beats and beats[name] < latest
    ]


def _sweeps_due(at: datetime) -> dict[str, datetime]:
    """Each must have reported after this moment."""
    return {
        f"sweep:{one.name}": at - max(one.every * _SWEEP_TURNS, _SWEEP_AT_LEAST) for one in sweeps()
    }


def _jobs_due(at: datetime) -> dict[str, datetime]:
    """Each must have reported after its last turn by the calendar that is half an hour past."""
    passed = at - _JOB_GRACE
    return {
        task.periodic_id: datetime.fromtimestamp(
            copy(task.croniter).get_prev(start_time=passed.timestamp()), UTC
        )
        for task in app.periodic_registry.periodic_tasks.values()
    }


def gauges(at: datetime) -> Iterator[Gauge]:
    late = {one.name for one in silent(at)}
    for name in [*_sweeps_due(at), *_jobs_due(at)]:
        yield Gauge(
            "titian_job_silent", "Whether it should have reported in and did not.",
            float(name in late), {"job": name},
        )  # fmt: skip
