from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from titian.regions.types import RegionView

_ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_A_MONDAY = date(2026, 11, 23)


class FacilityKind(StrEnum):
    PUSKESMAS = "puskesmas"
    HOSPITAL = "hospital"
    CLINIC = "clinic"
    PRACTICE = "practice"  # a doctor's own, in no open register


class ExceptionKind(StrEnum):
    CLOSED = "closed"
    CHANGED = "changed"


def day_of_weekday(weekday: int) -> date:
    """Some day of that name, for a template to write the name in the reader's language."""
    return _A_MONDAY + timedelta(days=weekday - 1)


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
    smallest_region: str
    timezone: str
    uses_titian: bool
    is_sample: bool
    phone: str
    address_note: str
    scheme_code: str = ""
    keeps_own_queue: bool = False  # numbers are given by its own system
    hospital_class: str = ""  # A to D; "" when nobody has said

    @property
    def place(self) -> str:
        """Where it lies, nearest first: "Kec. Kedungkandang, Kota Malang"."""
        names = (self.village_name, self.district_name, self.regency_name)
        return ", ".join(dict.fromkeys(name for name in names if name))

    @property
    def zone_name(self) -> str:
        return _ZONE_NAMES.get(self.timezone, self.timezone)

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
    scheme_code: int = 0


@dataclass(frozen=True, slots=True)
class Specialty:
    """What a service is called everywhere in the scheme; `parent` is the specialty above."""

    code: str
    name: str
    parent: str = ""


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
    """The doors' hours on a weekday (1 Monday … 7 Sunday)."""

    weekday: int
    opens: time
    closes: time

    @property
    def day(self) -> date:
        return day_of_weekday(self.weekday)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: facilities of that name or place, or else what lies near a region.

    `is_guess` says that the words typed were not found and similar ones were taken.
    """

    text: str
    facilities: list[FacilityView]
    is_guess: bool = False
    around: RegionView | None = None
    near: list[FacilityView] = field(default_factory=list)
    other_regions: list[RegionView] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DaySession:
    """A planned session as a facility's page tells it, in the facility's own time."""

    service_name: str
    letter: str
    practitioner_name: str
    starts: datetime
    ends: datetime
    bookable: int
    counter: int


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day at a facility; `holiday` and `notes` say why it differs from the usual week."""

    date: date
    holiday: str
    notes: list[str]
    sessions: list[DaySession]


@dataclass(frozen=True, slots=True)
class Profile:
    facility: FacilityView
    services: list[ServiceView]
    practitioners: list[PractitionerView]
    hours: list[OpeningView]
    days: list[DayPlan]


@dataclass(frozen=True, slots=True)
class ScheduleBoard:
    """Everything a manager edits: weekly lines, days that differ, services, practitioners."""

    facility: FacilityView
    today: date
    lines: list[WeeklyHours]
    exceptions: list[ExceptionView]
    services: list[ServiceView]
    practitioners: list[PractitionerView]
