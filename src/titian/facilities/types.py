from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class FacilityKind(StrEnum):
    PUSKESMAS = "puskesmas"
    HOSPITAL = "hospital"
    CLINIC = "clinic"


class ExceptionKind(StrEnum):
    CLOSED = "closed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FacilityView:
    """A facility for reading. District and village come from its name: approximate."""

    id: int
    code: str
    name: str
    kind: FacilityKind
    regency_code: str
    regency_name: str
    district_name: str
    village_name: str
    timezone: str
    uses_titian: bool
    is_sample: bool
    phone: str
    address_note: str

    @property
    def place(self) -> str:
        """Where it lies, nearest first: "Kec. Kedungkandang, Kota Malang"."""
        names = (self.village_name, self.district_name, self.regency_name)
        return ", ".join(dict.fromkeys(name for name in names if name))

    @property
    def is_place_approximate(self) -> bool:
        return bool(self.district_name)


@dataclass(frozen=True, slots=True)
class ServiceView:
    id: int
    facility_id: int
    code: str
    name: str
    letter: str


@dataclass(frozen=True, slots=True)
class PractitionerView:
    id: int
    facility_id: int
    name: str


@dataclass(frozen=True, slots=True)
class SessionLabels:
    service_name: str
    letter: str
    practitioner_name: str


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One sitting of one doctor for one service; moments are aware and in UTC."""

    facility_id: int
    service_id: int
    practitioner_id: int
    date: date
    starts_at: datetime
    ends_at: datetime
    bookable: int
    counter: int
    reserve: int


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """One line of the weekly schedule, valid from a day until the day before another."""

    id: int
    facility_id: int
    service_id: int
    practitioner_id: int
    weekday: int
    starts: time
    ends: time
    bookable: int
    counter: int
    reserve: int
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class ExceptionView:
    """A day that differs; without service or practitioner it means all of them."""

    id: int
    facility_id: int
    date: date
    service_id: int | None
    practitioner_id: int | None
    kind: ExceptionKind
    starts: time | None
    ends: time | None
    reason: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """What a weekly line plans, with its places in three parts: booked from afar, given at
    the counter, kept back.
    """

    service_id: int
    practitioner_id: int
    weekday: int
    starts: time
    ends: time
    bookable: int
    counter: int
    reserve: int = 0


@dataclass(frozen=True, slots=True)
class OpeningView:
    weekday: int
    opens: time
    closes: time
