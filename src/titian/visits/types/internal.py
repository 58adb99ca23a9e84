"""A specialist asks a colleague of the same hospital: internal referral letters."""

from dataclasses import dataclass
from datetime import date, datetime

from titian.referrals.types import Coded


@dataclass(frozen=True, slots=True)
class InternalWish:
    """To another specialty, within the care a letter already covers."""

    letter_number: str
    specialty_code: str
    on: date
    diagnosis: Coded
    practitioner_id: int | None = None
    is_consultation: bool = True
    support_code: str = ""
    procedure_flag: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class InternalView:
    number: str
    letter_number: str
    person_id: int
    facility_id: int
    on: date
    letter_on: date
    from_specialty: Coded
    to_specialty: Coded
    practitioner_id: int | None
    diagnosis: Coded
    is_consultation: bool
    support_code: str
    procedure_flag: str
    user: str
    written_at: datetime
