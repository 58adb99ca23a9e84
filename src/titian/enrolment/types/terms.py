"""What holds between the city and the scheme."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Terms:
    """From `valid_from`: active the same day, or by the 1st of a month; and how many are paid."""

    valid_from: date
    same_day: bool
    cutoff_day: int | None = None
    people_paid: int | None = None
