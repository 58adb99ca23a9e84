"""A person as the reception of a facility writes a new patient down."""

from dataclasses import dataclass
from datetime import date

from titian.members.types.people import Sex


@dataclass(frozen=True, slots=True)
class PatientRecord:
    person_id: int
    card_number: str
    nik: str
    kk_number: str
    full_name: str
    birth_date: date
    sex: Sex
    phone: str
    address: str
    village_code: str
