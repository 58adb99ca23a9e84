"""A record as it is compared with a list of those whom a city pays for."""

from dataclasses import dataclass
from datetime import date

from titian.members.types.people import Relation, Segment, Sex, Status


@dataclass(frozen=True, slots=True)
class CityRecord:
    """`nik` is empty for who has none yet; `since` is when the status began."""

    person_id: int
    nik: str
    full_name: str
    birth_date: date
    sex: Sex
    relation: Relation
    status: Status
    since: date
    segment: Segment
    died_on: date | None
    village_code: str
    village_name: str
    kk_number: str
    address: str
    head_name: str
    facility_code: str
