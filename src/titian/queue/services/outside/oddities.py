"""What did not match is written down as it happens, for the day's report."""

from datetime import date, datetime

from django.db import connection

from titian.queue.types import Odd

_NOTE = """
INSERT INTO queue_oddity (facility_id, day, odd, why, booking_code, ticket_ref, at, times)
VALUES (%s, %s, %s, %s, %s, %s, %s, 1)
ON CONFLICT (facility_id, day, odd, why, booking_code, ticket_ref)
DO UPDATE SET times = queue_oddity.times + 1
"""


def note_odd(
    *,
    facility_id: int,
    day: date,
    odd: Odd,
    why: str,
    booking_code: str = "",
    ticket_ref: int | None = None,
    at: datetime,
) -> None:
    """One line for each thing; the same again is counted."""
    row: list[int | str | date | None] = [
        facility_id, day, odd, why[:60], booking_code[:60], ticket_ref, at,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, row)
