"""Whether a facility's own system answers: while it does not, it is asked seldom."""

from datetime import datetime

from django.db import connection, transaction

from titian.queue.rules.outside import BREATH

_FAILED = """
INSERT INTO queue_line_health (facility_id, failing_since, paused_until, last_error)
VALUES (%s, %s, %s, %s)
ON CONFLICT (facility_id) DO UPDATE SET
  failing_since = coalesce(queue_line_health.failing_since, EXCLUDED.failing_since),
  paused_until = EXCLUDED.paused_until, last_error = EXCLUDED.last_error
"""
_HEARD = """
INSERT INTO queue_line_health AS h (facility_id, heard_at, last_error) VALUES (%s, %s, '')
ON CONFLICT (facility_id) DO UPDATE SET heard_at = EXCLUDED.heard_at,
  failing_since = NULL, paused_until = NULL, last_error = ''
"""
_ENDED = """
INSERT INTO queue_outage (facility_id, began_at, ended_at)
SELECT facility_id, failing_since, %s FROM queue_line_health
WHERE facility_id = %s AND failing_since IS NOT NULL AND failing_since < %s FOR UPDATE
"""


def note_failure(*, facility_id: int, why: str, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_FAILED, [facility_id, at, at + BREATH, why[:80]])


@transaction.atomic
def note_heard(*, facility_id: int, at: datetime) -> None:
    """It answered, whatever it said; a time without an answer has an end."""
    with connection.cursor() as cursor:
        cursor.execute(_ENDED, [at, facility_id, at])
        cursor.execute(_HEARD, [facility_id, at])
