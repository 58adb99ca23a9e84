"""Numbers that hold from a day on, until another day or for good."""

from collections.abc import Iterable
from datetime import date

Dated = tuple[str, int, date, date | None]
"""A key, its value, the first day and the day on which it no longer holds."""


def in_force(rows: Iterable[Dated], key: str, on: date) -> int | None:
    """The value of a key on a day, the one begun last; None when no row tells."""
    holding = [
        (first, value)
        for name, value, first, end in rows
        if name == key and first <= on and (end is None or on < end)
    ]
    return max(holding)[1] if holding else None
