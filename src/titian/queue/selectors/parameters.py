"""Effective-dated settings of the queue, read once a minute by each process."""

from datetime import date, datetime
from functools import lru_cache

from titian.queue.models import Parameter, PracticeSession
from titian.queue.rules.booking import parameter

_SECONDS = 60


@lru_cache(maxsize=2)
def _rows(minute: int) -> list[tuple[str, int | None, int, date, date | None]]:
    del minute
    return list(
        Parameter.objects.values_list("key", "facility_id", "value", "valid_from", "valid_to")
    )


def value_of(key: str, *, facility_id: int, on: date, at: datetime) -> int:
    """The setting in force at a facility on a day; a change is seen within a minute."""
    return parameter(_rows(int(at.timestamp()) // _SECONDS), key, facility_id, on)


def receipt_one_in(session: PracticeSession, *, at: datetime) -> int:
    """Of how many calls of a session, and of how many places, one may go to a receipt."""
    found = value_of(
        "queue_receipt_one_in", facility_id=session.facility_id, on=session.date, at=at
    )
    return max(1, found)


def claim_scope(*, facility_id: int, service_id: int, on: date, at: datetime) -> str:
    """What a booking claims of a person's day: all of it, or one service of it."""
    per_service = value_of("queue_one_per_service", facility_id=facility_id, on=on, at=at)
    return str(service_id) if per_service else ""
