"""Rows that a city or an operator brings in a file, already read and of the right shape."""

from dataclasses import dataclass
from datetime import time

from titian.facilities.types.places import FacilityKind


@dataclass(frozen=True, slots=True)
class FacilityRow:
    """A place of care by its code; `region` is the code of its regency, district or village."""

    code: str
    name: str
    kind: FacilityKind
    region: str
    hospital_class: str = ""
    phone: str = ""
    address_note: str = ""


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service by facility and code; without a letter the first free one is taken."""

    facility_code: str
    code: str
    name: str
    letter: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A weekly sitting by facility, service, practitioner, weekday (1 Monday … 7) and hours."""

    facility_code: str
    service_code: str
    practitioner: str
    weekday: int
    starts: time
    ends: time
    bookable: int
    counter: int
    reserve: int = 0
