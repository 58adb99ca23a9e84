"""The worker as a process: jobs run, broken connections are replaced, it ends when asked."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.db import connection

from titian.kernel import clock
from titian.platform.jobs import worker as runs
from titian.platform.jobs.models import Heartbeat

pytestmark = [pytest.mark.slow, pytest.mark.faults]
PATIENCE_SECONDS = 60


@pytest.fixture
def worker(committed_db: None) -> Iterator["subprocess.Popen[bytes]"]:
    Heartbeat.objects.all().delete()
    with connection.cursor() as cursor:  # as if no worker had run today
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
    process = subprocess.Popen([sys.executable, "-m", "django", "worker"], env={**os.environ})
    yield process
    process.kill()
    process.wait()
    Heartbeat.objects.all().delete()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline, list(Heartbeat.objects.values())
        time.sleep(0.2)


def heard_since(moment: datetime, *names: str) -> Callable[[], bool]:
    """Whether each of these has reported in without an error since then."""
    return lambda: (
        Heartbeat.objects.filter(name__in=names, at__gt=moment, last_error="").count() == len(names)
    )


def test_jobs_by_the_calendar_and_sweeps_both_run(worker: "subprocess.Popen[bytes]") -> None:
    before = clock.now()

    until(heard_since(before, "accounts.sweep_out", "sweep:outbox.relay", "jobs.runner"))

    assert worker.poll() is None


def test_a_worker_whose_connections_break_goes_on(worker: "subprocess.Popen[bytes]") -> None:
    until(heard_since(clock.now() - timedelta(minutes=1), "sweep:outbox.relay", "jobs.runner"))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    broken_at = clock.now()

    until(heard_since(broken_at + timedelta(seconds=2), "sweep:outbox.relay", "jobs.runner"))
    assert worker.poll() is None


def test_being_asked_to_end_a_worker_ends_in_order(worker: "subprocess.Popen[bytes]") -> None:
    until(heard_since(clock.now() - timedelta(minutes=1), "sweep:outbox.relay"))

    worker.terminate()

    assert worker.wait(timeout=30) == 0


@pytest.mark.parametrize("milliseconds", [0, 1, 3, 8, 20, 50, 120])
def test_a_runner_cut_short_while_it_connects_leaves_nothing_running(
    committed_db: None, milliseconds: int
) -> None:
    async def cut_short() -> set[str]:
        runner = asyncio.create_task(runs._procrastinate())
        await asyncio.sleep(milliseconds / 1000)
        await runs._asked_to_end(runner)
        return {task.get_name() for task in asyncio.all_tasks() - {asyncio.current_task()}}

    assert asyncio.run(cut_short()) == set()


def test_a_runner_that_did_not_hear_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "_JOBS_LAST_TURN_SECONDS", -0.9)

    async def deaf_once() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(PATIENCE_SECONDS)
        await asyncio.sleep(PATIENCE_SECONDS)

    async def asked() -> bool:
        runner = asyncio.create_task(deaf_once())
        await asyncio.sleep(0)
        await runs._asked_to_end(runner)
        return runner.cancelled()

    assert asyncio.run(asked())
