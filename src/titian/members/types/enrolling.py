"""People whom a city pays for, as its letter to the scheme names them."""

from dataclasses import dataclass
from datetime import date

from titian.members.types.people import Relation, Sex


@dataclass(frozen=True, slots=True)
class CityCard:
    """The family card that the people stand on; `head_nik` may be of somebody not enrolled."""

    kk_number: str
    village_code: str
    address: str
    head_nik: str | None = None


@dataclass(frozen=True, slots=True)
class CityPerson:
    """One line. A newborn may have no NIK; `died_on` only where cover ends by death."""

    nik: str | None
    full_name: str
    birth_date: date
    sex: Sex
    relation: Relation
    facility_code: str = ""
    died_on: date | None = None


@dataclass(frozen=True, slots=True)
class CityCorrection:
    """Whose record was put right; `is_proposed`: it lies with an officer, nothing changed yet."""

    person_id: int
    is_proposed: bool
