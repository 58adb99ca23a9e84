"""Tally what was counted into hours, and plan maintenance."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from titian.kernel.actors import Actor
from titian.platform.measures.models import Maintenance
from titian.platform.measures.types import Journey, Steps

_ADD = """
INSERT INTO measure_tally AS t (hour, journey, ok, slow, failed)
SELECT %s, u.journey, u.ok, u.slow, u.failed
FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[]) AS u(journey, ok, slow, failed)
ON CONFLICT (hour, journey) DO UPDATE
SET ok = t.ok + excluded.ok, slow = t.slow + excluded.slow, failed = t.failed + excluded.failed
"""


def add_to_tally(counted: Mapping[Journey, Steps], *, at: datetime) -> None:
    """To the hour of `at`; several machines add to the same row."""
    rows = [(one.value, n.ok, n.slow, n.failed) for one, n in sorted(counted.items()) if n.total]
    if not rows:
        return
    hour = at.replace(minute=0, second=0, microsecond=0)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ADD, [hour, *(list(column) for column in zip(*rows, strict=True))])


def plan_maintenance(
    *, starts_at: datetime, ends_at: datetime, said_id: str, said_en: str, by: Actor, at: datetime
) -> int:
    """Everybody reads it on the status page from now on. Raises ValueError for no period."""
    if ends_at <= starts_at:
        raise ValueError("it ends before it starts")
    row = Maintenance.objects.create(
        starts_at=starts_at,
        ends_at=ends_at,
        said_id=said_id,
        said_en=said_en,
        planned_by=by.ref,
        planned_at=at,
    )
    return row.pk


def call_off(number: int, *, at: datetime) -> bool:
    """Whether there was such a plan that was not over."""
    planned = Maintenance.objects.filter(pk=number, called_off_at=None, ends_at__gt=at)
    return planned.update(called_off_at=at) == 1
