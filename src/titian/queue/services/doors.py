"""A place of care no longer gives numbers here: nobody books, who has a ticket keeps it."""

from datetime import datetime

from django.db import connection

from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.db.transactions import require_transaction

_CLOSE = """
UPDATE queue_session s SET revision = s.revision + 1,
  state = CASE WHEN s.last_number = 0 AND mine.held = 0 THEN 'closed' ELSE s.state END,
  bookable = least(s.bookable, s.used_bookable + mine.held)
FROM (SELECT id, (SELECT count(*) FROM queue_hold h WHERE h.session_id = one.id) AS held
  FROM queue_session one WHERE facility_id = %s AND state = 'open' AND ends_at > %s
  ORDER BY id FOR NO KEY UPDATE) AS mine
WHERE s.id = mine.id
"""


def close_to_booking(*, facility_id: int, by: Actor, at: datetime) -> int:
    """Sessions to come give no further place from afar; empty ones close. Returns how many.

    When the facility is switched on again its schedules open them as they were.
    """
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE, [facility_id, at])
        count = int(cursor.rowcount)
    said: dict[str, object] = {"sessions": count}
    audit.record(audit.Entry(by, "queue.close_to_booking", f"facility:{facility_id}", said), at=at)
    return count
