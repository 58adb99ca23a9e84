"""Dated amounts of people's own affairs."""

from collections.abc import Mapping
from datetime import date

from titian.members import rules
from titian.members.models import OwnAffairsParameter


def amount(key: str, *, on: date) -> int:
    """The amount in force on a day; one statement."""
    rows = OwnAffairsParameter.objects.filter(key=key).values_list("key", "value", "valid_from")
    return rules.amount(rows, key, on)


def amounts(*, on: date) -> Mapping[str, int]:
    """All amounts in force on a day; one statement."""
    return rules.amounts(OwnAffairsParameter.objects.values_list("key", "value", "valid_from"), on)
