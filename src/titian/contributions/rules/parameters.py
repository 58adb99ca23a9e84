"""Amounts, rates and windows as they hold on a day; the law changes them, not a release."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """One value of one key from a day to a day, both included; for one region or everywhere."""

    key: str
    value: Decimal
    valid_from: date
    valid_to: date | None = None
    region: str = EVERYWHERE


class ParameterMissing(LookupError):
    """The table says nothing of this key on this day: an operator's fault, not a person's."""


class Parameters:
    """The table of dated parameters, asked by key and day."""

    def __init__(self, rows: Iterable[Dated]) -> None:
        self._rows: dict[tuple[str, str], list[Dated]] = {}
        for row in rows:
            self._rows.setdefault((row.key, row.region), []).append(row)

    def find(self, key: str, on: date, region: str = EVERYWHERE) -> Decimal | None:
        for row in self._rows.get((key, region), ()):
            if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to):
                return row.value
        return None

    def value(self, key: str, on: date, regions: Sequence[str] = ()) -> Decimal:
        """The value in the first of the regions that has one, else everywhere."""
        for region in (*regions, EVERYWHERE):
            found = self.find(key, on, region)
            if found is not None:
                return found
        raise ParameterMissing(f"{key} on {on}")

    def whole(self, key: str, on: date, regions: Sequence[str] = ()) -> int:
        return int(self.value(key, on, regions))
