"""Taking errands that are due: each by one worker, few at a time for each facility."""

from datetime import datetime

from django.db import connection

from titian.queue.rules.outside import LEASE

AT_ONCE = 3  # calls to one facility under way at a time

_CLAIM = """
WITH ranked AS (
  SELECT e.id, row_number() OVER (PARTITION BY e.facility_id ORDER BY e.next_at, e.id)
    + (SELECT count(*) FROM queue_errand u WHERE u.facility_id = e.facility_id
       AND u.state = 'asking' AND u.in_flight AND u.next_at > %(at)s) AS place
  FROM queue_errand e WHERE e.state = 'asking' AND e.next_at <= %(at)s
  AND NOT EXISTS (SELECT 1 FROM queue_line_health h WHERE h.facility_id = e.facility_id
    AND h.paused_until > %(at)s)
), mine AS (
  SELECT id FROM queue_errand WHERE id IN (SELECT id FROM ranked WHERE place <= %(width)s)
  AND state = 'asking' AND next_at <= %(at)s ORDER BY id LIMIT %(limit)s
  FOR UPDATE SKIP LOCKED
)
UPDATE queue_errand e SET doubtful = e.doubtful OR e.in_flight, in_flight = true,
  attempts = e.attempts + 1, next_at = %(until)s
FROM mine WHERE e.id = mine.id RETURNING e.id
"""


def claim_errands(*, at: datetime, limit: int) -> list[int]:
    """The errands this worker asks now. One whose worker was killed in the middle is doubtful."""
    given: dict[str, int | datetime] = {
        "at": at,
        "until": at + LEASE,
        "limit": limit,
        "width": AT_ONCE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, given)
        return [pk for (pk,) in cursor.fetchall()]
