"""How the outbox is doing, for health and the operator."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from titian.platform.measures.types import Gauge
from titian.platform.outbox.models import OutboxDelivery

_ASK_A_PERSON_AFTER = 10


def oldest_waiting(at: datetime) -> timedelta:
    """Age of the oldest event or delivery still waiting; zero when nothing waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT least((SELECT min(announced_at) FROM outbox_event WHERE relayed_at IS NULL),"
            " (SELECT min(next_attempt_at) FROM outbox_delivery WHERE done_at IS NULL))"
        )
        oldest: Sequence[Any] = cursor.fetchone()
    return timedelta(0) if oldest[0] is None else max(at - oldest[0], timedelta(0))


def stuck() -> list[OutboxDelivery]:
    """Deliveries that failed so often that a person should look; they are still retried."""
    failing = OutboxDelivery.objects.filter(done_at__isnull=True, attempts__gte=_ASK_A_PERSON_AFTER)
    return list(failing.select_related("event").order_by("id")[:100])


def gauges(at: datetime) -> Iterator[Gauge]:
    age = oldest_waiting(at).total_seconds()
    yield Gauge("titian_outbox_age_seconds", "Age of the oldest event that waits.", age)
    yield Gauge("titian_outbox_stuck", "Deliveries that failed ten times.", len(stuck()))
