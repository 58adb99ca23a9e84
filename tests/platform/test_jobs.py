import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from titian.kernel import clock
from titian.platform.db.transactions import NoTransaction
from titian.platform.jobs import selectors as jobs_read
from titian.platform.jobs import services as jobs
from titian.platform.jobs.models import Heartbeat
from titian.platform.jobs.services import Sweep
from titian.platform.jobs.worker import SweepLoop

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@jobs.task("tests.paint")
def paint(bridge: int) -> None:
    """Never run here: the tests look at the rows."""


@jobs.periodic("0 3 * * *", "tests.inspect")
def inspect() -> None:
    inspected.append(clock.now())
    if broken:
        raise RuntimeError("no light")


inspected: list[datetime] = []
broken: list[bool] = []


@pytest.mark.django_db
def test_a_job_commits_with_the_data() -> None:
    with transaction.atomic():
        jobs.defer("tests.paint", bridge=3)

    assert ProcrastinateJob.objects.get(task_name="tests.paint").args == {"bridge": 3}


@pytest.mark.django_db
def test_a_rollback_takes_the_job_back() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.defer("tests.paint", bridge=3)
        _ = 1 / 0

    assert not ProcrastinateJob.objects.filter(task_name="tests.paint").exists()


def test_a_job_cannot_be_left_without_a_transaction(committed_db: None) -> None:
    with pytest.raises(NoTransaction):
        jobs.defer("tests.paint", bridge=3)


def _doing(*, heard_of: timedelta) -> int:
    """A job taken by a worker that was last heard of so long ago."""
    with transaction.atomic():
        jobs.defer("tests.paint", bridge=4)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - %s * interval '1 second') RETURNING id",
            [heard_of.total_seconds()],
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s"
            " WHERE task_name = 'tests.paint' RETURNING id",
            [cursor.fetchone()[0]],
        )
        found: int = cursor.fetchone()[0]
    return found


@pytest.mark.django_db
def test_a_job_of_a_killed_worker_is_put_back() -> None:
    job = _doing(heard_of=timedelta(minutes=2))

    assert jobs.put_back_stalled(AT) == 1

    assert ProcrastinateJob.objects.get(pk=job).status == "todo"


@pytest.mark.django_db
def test_a_job_of_a_living_worker_is_left_alone() -> None:
    job = _doing(heard_of=timedelta(seconds=5))

    assert jobs.put_back_stalled(AT) == 0

    assert ProcrastinateJob.objects.get(pk=job).status == "doing"


@pytest.mark.django_db
def test_a_periodic_job_reports_in() -> None:
    broken.clear()

    with clock.fixed(AT):
        app.tasks["tests.inspect"](timestamp=0)

    assert jobs_read.age_of("tests.inspect", at=AT + timedelta(hours=1)) == timedelta(hours=1)
    assert "tests.inspect" not in jobs_read.failing()


@pytest.mark.django_db
def test_a_periodic_job_that_fails_is_noticed() -> None:
    broken.append(True)

    with pytest.raises(RuntimeError, match="no light"):
        app.tasks["tests.inspect"](timestamp=0)

    assert "tests.inspect" in jobs_read.failing()
    broken.clear()


class Bridges:
    """A sweep over three waiting rows; the first turn fails."""

    def __init__(self) -> None:
        self.waiting = [1, 2, 3]
        self.turns = 0
        self.stopping = threading.Event()

    def sweep(self, at: datetime) -> int:
        self.turns += 1
        if self.turns == 1:
            raise ConnectionResetError("the database went away")
        if not self.waiting:
            self.stopping.set()
            return 0
        self.waiting.pop()
        return 1


@pytest.mark.slow
def test_a_sweep_that_fails_once_is_told_and_goes_on(committed_db: None) -> None:
    bridges = Bridges()
    loop = SweepLoop(
        Sweep("tests.bridges", timedelta(milliseconds=10), bridges.sweep), bridges.stopping
    )

    loop.start()
    loop.join(timeout=20)

    assert not loop.is_alive()
    assert bridges.waiting == []
    assert Heartbeat.objects.filter(name="sweep:tests.bridges").exists()
    Heartbeat.objects.filter(name__startswith="sweep:tests.").delete()
