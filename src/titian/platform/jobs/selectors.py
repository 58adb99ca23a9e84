from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection

from titian.platform.jobs.models import Heartbeat
from titian.platform.measures.types import Gauge

WORKER = "worker"


def age_of(name: str, *, at: datetime) -> timedelta | None:
    """How long ago a periodic job last reported in; None if it never did."""
    beat = Heartbeat.objects.filter(name=name).first()
    return None if beat is None else at - beat.at


def failing() -> list[str]:
    """The periodic jobs and sweeps whose last turn ended in an error."""
    return list(
        Heartbeat.objects.exclude(last_error="").order_by("name").values_list("name", flat=True)
    )


def gauges(at: datetime) -> Iterator[Gauge]:
    """Of everything periodic, and how many jobs wait."""
    for name, reported, succeeded, error in Heartbeat.objects.values_list(
        "name", "at", "succeeded_at", "last_error"
    ):
        job = {"job": name}
        if succeeded is not None:
            yield Gauge(
                "titian_job_last_success_timestamp_seconds", "When it last ran to its end.",
                succeeded.timestamp(), job,
            )  # fmt: skip
        age = (at - reported).total_seconds()
        yield Gauge("titian_job_report_age_seconds", "Since it last reported in.", age, job)
        yield Gauge("titian_job_failing", "Whether its last turn failed.", float(bool(error)), job)
    for status, count in _waiting():
        yield Gauge("titian_jobs", "Jobs by status.", count, {"status": status})


def _waiting() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1")
        found: list[tuple[str, int]] = cursor.fetchall()
    return found
