"""Declaring and deferring background work.

A *task* is a procrastinate job: a row that commits with the data and runs once or again.
A *sweep* is a loop of the worker that looks for waiting rows every moment: the rows are the
truth, so that nothing needs to be rung and no commit waits on NOTIFY.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from procrastinate import BaseConnector, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from titian.platform.db.transactions import require_transaction
from titian.platform.jobs.models import Heartbeat

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
        app.task(name=name, retry=retry)(function)
        return function

    return declare


def periodic(cron: str, name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Declare a job that runs by the calendar (UTC) and reports in when it ends."""

    def declare(function: Callable[[], None]) -> Callable[[], None]:
        def run(timestamp: int) -> None:
            del timestamp
            function()

        app.periodic(cron=cron, periodic_id=name)(app.task(name=name, queueing_lock=name)(run))
        return function

    return declare


def defer(name: str, **ids: Any) -> None:
    """Queue a task in the running transaction: a rollback takes the job back as well."""
    require_transaction()
    app.configure_task(name).defer(**ids)


def worker_connector() -> BaseConnector:
    """The asynchronous way to the same rows, for the worker's own loop."""
    return cast(DjangoConnector, app.connector).get_worker_connector()


def report_in(name: str, *, at: datetime, error: str = "") -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at, "last_error": error[:300]})
