"""The back-referral programme for the chronically ill (PRB), as plain records."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from titian.referrals.types import Coded


class PlanState(StrEnum):
    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PlanMedicine:
    """`times` and `each` are the two halves of the signa: 3 × 1."""

    code: str
    name: str
    times: str
    each: str
    amount: str


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A specialist sends somebody stable back to their own clinic, with what they take."""

    letter_number: str
    programme: str
    practitioner_id: int | None
    medicines: tuple[PlanMedicine, ...]
    address: str = ""
    email: str = ""
    note: str = ""
    advice: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """None leaves what was."""

    practitioner_id: int | None = None
    medicines: tuple[PlanMedicine, ...] | None = None
    address: str | None = None
    email: str | None = None
    note: str | None = None
    advice: str | None = None
    user: str | None = None


@dataclass(frozen=True, slots=True)
class PlanView:
    number: str
    letter_number: str
    person_id: int
    facility_id: int
    programme: Coded
    practitioner_id: int | None
    practitioner_name: str
    medicines: tuple[PlanMedicine, ...]
    address: str
    email: str
    note: str
    advice: str
    written_on: date
    state: PlanState
    user: str


@dataclass(frozen=True, slots=True)
class PlanCandidate:
    """An outpatient letter whose diagnosis belongs to the programme, with no plan yet."""

    letter_number: str
    person_id: int
    on: date
    diagnosis: Coded
    programme: Coded
