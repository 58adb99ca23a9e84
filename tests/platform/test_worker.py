"""The worker as a process: jobs run, broken connections are replaced, it ends when asked."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection

from titian.kernel import clock
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
