"""Marks that let a thing be said once: set by a condition, so that only one sets them."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection

from titian.platform.db.transactions import require_transaction

_NEAR = """
UPDATE queue_ticket SET told_near = true WHERE id = ANY(%s) AND NOT told_near RETURNING id
"""
_WATCHES = """
UPDATE queue_watch SET told_at = %s WHERE session_id = %s AND told_at IS NULL
RETURNING id, person_id, asked_at
"""


def mark_near(ticket_ids: Collection[int]) -> set[int]:
    """The tickets of these that had not been told "almost your turn"."""
    require_transaction()
    if not ticket_ids:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [list(ticket_ids)])
        return {pk for (pk,) in cursor.fetchall()}


def mark_watches(session_id: int, *, at: datetime) -> list[tuple[int, int, datetime]]:
    """(watch, person, when asked) of everybody who waited for a place of this session."""
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(_WATCHES, [at, session_id])
        return list(cursor.fetchall())
