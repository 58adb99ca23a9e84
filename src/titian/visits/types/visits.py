"""Plain words of a visit: who came where, what was found, what was done and given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from titian.referrals.types import CareKind, Coded


class VisitState(StrEnum):
    REGISTERED = "registered"
    IN_CARE = "in_care"
    ENDED = "ended"
    CANCELLED = "cancelled"


class VisitAct(StrEnum):
    """What can be done with a visit; one row of the history each."""

    REGISTER = "register"
    ADMIT = "admit"
    RECORD = "record"
    CHANGE = "change"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"


class Source(StrEnum):
    """Where a visit was first written down: both ways lead to the same row."""

    DESK = "desk"
    BRIDGE = "bridge"


class Outcome(StrEnum):
    """How a visit ended."""

    RECOVERED = "recovered"
    HOME = "home"
    REFERRED = "referred"
    INSIDE = "inside"
    OWN_REQUEST = "own_request"
    DIED = "died"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody comes for care. With a ticket the service is the ticket's."""

    person_id: int
    facility_id: int
    service_code: str
    on: date
    service_name: str = ""
    care_kind: CareKind = CareKind.OUTPATIENT
    practitioner_id: int | None = None
    complaint: str = ""
    vitals: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewProcedure:
    coded: Coded
    cost: int = 0
    note: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class NewMedicine:
    """`times` and `each` are the two halves of a prescription's signa: 3 × 1."""

    name: str
    code: str = ""
    times: str = ""
    each: str = ""
    amount: str = ""
    how: str = ""
    compound: str = ""
    is_chronic: bool = False
    is_listed: bool = True


@dataclass(frozen=True, slots=True)
class Findings:
    """What a visit brought to light and how it ended; the first diagnosis is the main one.

    `procedures` and `medicines` of None leave those lines as they are.
    """

    diagnoses: tuple[Coded, ...]
    outcome: Outcome = Outcome.HOME
    ended_on: date | None = None
    complaint: str | None = None
    practitioner_id: int | None = None
    vitals: Mapping[str, str] | None = None
    notes: Mapping[str, object] | None = None
    procedures: tuple[NewProcedure, ...] | None = None
    medicines: tuple[NewMedicine, ...] | None = None
    referral_number: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    """The answer to a registration; `is_new` is False when the row was there already."""

    visit_id: int
    registration: str
    state: VisitState
    is_new: bool


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    line_id: int
    coded: Coded
    cost: int
    note: str
    result: str


@dataclass(frozen=True, slots=True)
class MedicineLine:
    line_id: int
    name: str
    code: str
    times: str
    each: str
    amount: str
    how: str
    compound: str
    is_chronic: bool
    is_listed: bool


@dataclass(frozen=True, slots=True)
class VisitView:
    """One visit with everything in it. `number` is "" until the visit was recorded."""

    visit_id: int
    person_id: int
    facility_id: int
    facility_code: str
    facility_name: str
    timezone: str
    service_code: str
    service_name: str
    practitioner_id: int | None
    practitioner_name: str
    care_kind: CareKind
    day: date
    came_at: datetime
    registration: str
    number: str
    state: VisitState
    outcome: Outcome | None
    ended_on: date | None
    source: Source
    ticket_id: int | None
    referral_number: str
    complaint: str
    vitals: Mapping[str, str]
    notes: Mapping[str, object]
    diagnoses: tuple[Coded, ...]
    procedures: tuple[ProcedureLine, ...]
    medicines: tuple[MedicineLine, ...]
    letter_number: str
    is_covered: bool = True

    @property
    def main_diagnosis(self) -> Coded | None:
        return self.diagnoses[0] if self.diagnoses else None


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit in a list: whose, where, for what, and how far it has come."""

    visit_id: int
    person_id: int
    facility_name: str
    service_code: str
    service_name: str
    practitioner_name: str
    care_kind: CareKind
    day: date
    registration: str
    number: str
    state: VisitState
    main_diagnosis: Coded | None
    letter_number: str
