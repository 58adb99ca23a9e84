"""Dated amounts of visits, read once a minute by each process."""

from datetime import date, datetime
from functools import lru_cache

from titian.kernel.dated import Dated
from titian.visits.models import VisitParameter
from titian.visits.rules.parameters import amount

_SECONDS = 60


@lru_cache(maxsize=2)
def _rows(minute: int) -> list[Dated]:
    del minute
    return list(VisitParameter.objects.values_list("key", "value", "valid_from", "valid_to"))


def value_of(key: str, *, on: date, at: datetime) -> int:
    """The amount in force on a day; a change is seen within a minute."""
    return amount(_rows(int(at.timestamp()) // _SECONDS), key, on)
