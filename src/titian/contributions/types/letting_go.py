"""What the poor are let off: a fine by an official letter, arrears by a law to come."""

from dataclasses import dataclass
from datetime import date, datetime

from titian.members.types import NamedOnly


@dataclass(frozen=True, slots=True)
class PoorLetterView:
    """An official letter that a family is poor: who recorded it, and until when it counts."""

    letter_id: int
    number: str
    issued_on: date
    valid_until: date
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class WriteOffLine:
    """Arrears of class III of a family whom the state or the city pays for now."""

    family_id: int
    head: NamedOnly
    months: int
    amount: int
