"""What a doctor's last weeks say about the next session: pace, who comes, how late it begins."""

from datetime import date, timedelta
from functools import lru_cache

from django.db import connection

from titian.queue.models import PracticeSession
from titian.queue.rules.estimate import Habit, planned_minutes

_WEEKS = timedelta(weeks=6)
_LEAST_SESSIONS = 3

_MEASURED = """
SELECT count(DISTINCT s.id),
  avg(least(extract(epoch FROM t.ended_at - t.called_at) / 60, 60))
    FILTER (WHERE t.state = 'done' AND t.ended_at > t.called_at + interval '20 seconds'),
  count(*) FILTER (WHERE t.part = 'bookable' AND t.arrived_at IS NOT NULL)::float
    / nullif(count(*) FILTER (WHERE t.part = 'bookable'
                              AND t.state NOT IN ('cancelled', 'moved')), 0),
  avg(greatest(extract(epoch FROM s.first_called_at - s.starts_at) / 60, 0))
FROM queue_session s JOIN queue_ticket t ON t.session_id = s.id
WHERE s.facility_id = %s AND s.date BETWEEN %s AND %s AND s.practitioner_id = %s
  AND s.service_id = %s AND s.state = 'closed' AND s.first_called_at IS NOT NULL
"""


def habit_of(session: PracticeSession) -> Habit:
    """Measured when at least three sessions of the last weeks are over, else as planned."""
    measured = _measured(
        session.facility_id, session.practitioner_id, session.service_id, session.date
    )
    if measured is not None:
        return measured
    capacity = session.bookable + session.counter
    return Habit.planned(planned_minutes(session.starts_at, session.ends_at, capacity))


@lru_cache(maxsize=4096)
def _measured(facility_id: int, practitioner_id: int, service_id: int, day: date) -> Habit | None:
    """One statement a session and process; what happens today changes nothing in it.

    The pace is a mean, since consultations are skewed and a median would promise too much;
    slips under twenty seconds and forgotten ones over an hour are kept from spoiling it.
    """
    yesterday = day - timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute(
            _MEASURED, [facility_id, day - _WEEKS, yesterday, practitioner_id, service_id]
        )
        row = cursor.fetchone()
    if row is None or row[0] < _LEAST_SESSIONS or None in row:
        return None
    return Habit.measured(float(row[1]), coming_share=float(row[2]), late_minutes=float(row[3]))
