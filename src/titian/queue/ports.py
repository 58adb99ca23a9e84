"""Questions to a facility that keeps its queue in its own system.

One adapter for each layout of such a system (`bridging`). The answers are told apart by what
they mean for a number: nothing was sent, something was sent and nobody knows, or it was refused.
A caller goes by the code alone: the words differ from house to house (bpjs-protocols §5.5).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from titian.queue.types import ErrandKind, Quotas, VisitKind


class NotReached(Exception):
    """Nothing has reached the facility: asking again is safe. `args[0]` says in a word why."""


class NotKnown(Exception):
    """It was sent, and no answer came that can be read: it may have been done."""


class NotOffered(Exception):
    """This facility's system has no such service."""


class FacilityRefuses(Exception):
    """The facility says no, in its own words."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(code)
        self.code = code
        self.said = said


@dataclass(frozen=True, slots=True)
class Region:
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """A person as a facility's reception writes a new patient down."""

    card: str
    nik: str
    family_card: str
    name: str
    is_male: bool
    born: date
    phone: str
    address: str
    province: Region = field(default_factory=Region)
    regency: Region = field(default_factory=Region)
    district: Region = field(default_factory=Region)
    village: Region = field(default_factory=Region)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A number that is wanted: for whom, which service, doctor, day and hours, by what right."""

    patient: Patient
    service_code: str
    practitioner_code: int
    date: date
    hours: str  # "08:00-12:00"
    visit_kind: VisitKind
    reference: str
    record_number: str = ""
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """The facility's own number. `number` is what it counts by, `label` what it calls out."""

    booking_code: str
    label: str
    number: int
    record_number: str = ""
    expected_at: datetime | None = None
    quotas: Quotas | None = None
    note: str = ""


class PatientUnknown(FacilityRefuses):
    """It wants the person written down first (code 202); some give the number all the same."""

    def __init__(self, said: str, taken: Taken | None = None) -> None:
        super().__init__(202, said)
        self.taken = taken


@dataclass(frozen=True, slots=True)
class Known:
    """A number the facility gave, by everything it may want to be asked with."""

    booking_code: str
    card: str
    service_code: str
    date: date


@dataclass(frozen=True, slots=True)
class Left:
    label: str
    remaining: int
    called: str
    waits: timedelta | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LineNow:
    service: str
    practitioner: str
    total: int
    remaining: int
    called: str
    quotas: Quotas | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    booking_code: str
    date: date
    procedure: str
    service_code: str
    service_name: str
    is_done: bool
    card: str = ""


@dataclass(frozen=True, slots=True)
class Pharmacy:
    """The pharmacy's line: who takes a number there is told kind and number."""

    kind: str
    number: int
    note: str = ""
    total: int = 0
    remaining: int = 0


class FacilityQueue(Protocol):
    """Every call raises NotReached, NotKnown or FacilityRefuses; NotOffered where it says so."""

    @property
    def offers(self) -> frozenset[ErrandKind]:
        """What this layout has a service for; what it has none for is not offered to anybody."""
        ...

    def take(self, wanted: Wanted) -> Taken:
        """Raises `PatientUnknown` where the person must be written down first."""
        ...

    def find(self, wanted: Wanted) -> Taken | None:
        """The number this person has for that service and day. Raises `NotOffered`."""
        ...

    def new_patient(self, patient: Patient) -> str:
        """Write a person down; returns the record number."""
        ...

    def status(self, wanted: Wanted) -> LineNow: ...

    def left(self, known: Known) -> Left: ...

    def cancel(self, known: Known, reason: str) -> None: ...

    def check_in(self, known: Known, at: datetime) -> None:
        """Raises `NotOffered`."""
        ...

    def operations(self, first: date, last: date) -> Sequence[Operation]:
        """Raises `NotOffered`."""
        ...

    def operations_of(self, card: str) -> Sequence[Operation]:
        """Raises `NotOffered`."""
        ...

    def pharmacy_take(self, known: Known) -> Pharmacy:
        """Raises `NotOffered`."""
        ...

    def pharmacy_status(self, known: Known) -> Pharmacy:
        """Raises `NotOffered`."""
        ...
