"""Declaring and deferring background work.

A *task* is a procrastinate job: a row that commits with the data and runs once or again.
A *sweep* is a loop of the worker that looks for waiting rows every moment: the rows are the
truth, so that nothing needs to be rung and no commit waits on NOTIFY.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager
from procrastinate.sql import queries

from titian.kernel import clock
from titian.platform.db.transactions import require_transaction
from titian.platform.jobs.models import Heartbeat
from titian.platform.measures.lines import about_job

_DEAD_AFTER_SECONDS = 30.0

SweepFunction = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Sweep:
    """`run(at)` handles some waiting rows and says how many; 0 means nothing waited."""

    name: str
    every: timedelta
    run: SweepFunction


_sweeps: dict[str, Sweep] = {}


def sweep(name: str, *, every: timedelta) -> Callable[[SweepFunction], SweepFunction]:
    """Declare a sweep in a package's `tasks.py`."""

    def declare(function: SweepFunction) -> SweepFunction:
        _sweeps[name] = Sweep(name, every, function)
        return function

    return declare


def sweeps() -> list[Sweep]:
    return list(_sweeps.values())


def task(name: str, *, attempts: int = 5) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a job in a package's `tasks.py`; arguments are ids, by keyword."""

    def declare(function: Callable[..., None]) -> Callable[..., None]:
        retry = RetryStrategy(max_attempts=attempts, exponential_wait=4)

        @wraps(function)
        def named(**ids: Any) -> None:
            with about_job(name):
                function(**ids)

        app.task(name=name, retry=retry)(named)
        return function

    return declare


def periodic(cron: str, name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Declare a job that runs by the calendar (UTC) and reports in when it ends.

    One that fell due while no worker ran is made up for when the worker starts again.
    """

    def declare(function: Callable[[], None]) -> Callable[[], None]:
        def run(timestamp: int) -> None:
            del timestamp
            try:
                with about_job(name):
                    function()
            except Exception as error:
                report_in(name, at=clock.now(), error=type(error).__name__)
                raise
            report_in(name, at=clock.now())

        app.periodic(cron=cron, periodic_id=name)(app.task(name=name, queueing_lock=name)(run))
        return function

    return declare


def defer(name: str, **ids: Any) -> None:
    """Queue a task in the running transaction: a rollback takes the job back as well."""
    require_transaction()
    JobDeferrer(job=app.configure_task(name).job, job_manager=_in_our_transaction()).defer(**ids)


def put_back_stalled(at: datetime) -> int:
    """Jobs whose worker was killed stay `doing` until somebody asks for them."""
    stalled = DjangoConnector().execute_query_all(
        query=queries["select_stalled_jobs_by_heartbeat"],
        queue=None,
        task_name=None,
        seconds_since_heartbeat=_DEAD_AFTER_SECONDS,
    )
    for row in stalled:
        _in_our_transaction().retry_job_by_id(row["id"], at)
    return len(stalled)


def _in_our_transaction() -> JobManager:
    """On Django's own connection, also inside the worker, whose loop has another one."""
    return JobManager(DjangoConnector())


def report_in(name: str, *, at: datetime, error: str = "") -> None:
    told = {"at": at, "last_error": error[:300]}
    went_well = {} if error else {"succeeded_at": at}
    Heartbeat.objects.update_or_create(name=name, defaults={**told, **went_well})
