"""Whom to remind, page by page."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ToRemind:
    """One family to be reminded; `head_id` is the person to tell, `due_on` the day it is about."""

    family_id: int
    head_id: int
    month: date
    due_on: date
    amount: int


def families_to_remind(kind: str, *, on: date, after_id: int, limit: int) -> list[ToRemind]:
    """Families in the order of their ids. `kind`: "due" (a bill of this month is open and no past
    one), "suspension" (the same, late in the month), "instalment" (a part of a plan is open).
    """
    raise NotImplementedError
