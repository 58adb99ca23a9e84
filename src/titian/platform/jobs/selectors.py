from datetime import datetime, timedelta

from titian.platform.jobs.models import Heartbeat

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
