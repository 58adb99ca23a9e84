"""Papers as whoever keeps the places is asked about them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """What a place can be taken with; no facility: at any hospital."""

    number: str
    person_id: int
    facility_id: int | None
    specialty_code: str
    until: date
