"""Plain words of an eligibility letter (SEP): the scheme pays for this care, at this place."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from titian.members.types import WardClass
from titian.referrals.types import CareKind, Coded
from titian.visits.types.visits import Source


class LetterState(StrEnum):
    ISSUED = "issued"
    CANCELLED = "cancelled"


class Leaving(StrEnum):
    """How an inpatient left, numbered 1-5 on the wire."""

    DOCTOR = "doctor"
    REFERRED = "referred"
    OWN_REQUEST = "own_request"
    DIED = "died"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Accident:
    """Whether another payer may have to pay. `kind`: 0 none, 1 traffic, 2 traffic at work,
    3 at work. `on` is the day in ISO form, "" when unknown.
    """

    kind: int = 0
    police_report: str = ""
    on: str = ""
    words: str = ""
    is_supplement: bool = False
    first_letter: str = ""
    province: str = ""
    regency: str = ""
    district: str = ""


@dataclass(frozen=True, slots=True)
class LetterDetails:
    """What a letter says beside the facts that decide; texts as the facility wrote them."""

    class_up: str = ""  # 1 VVIP … 8 above class I, "" none
    financing: str = ""  # of a higher class: 1 own, 2 employer, 3 other insurance
    responsible: str = ""
    is_executive: bool = False
    is_cob: bool = False
    is_cataract: bool = False
    purpose: str = "0"  # 0 normal, 1 procedure, 2 consultation
    procedure_flag: str = ""
    support_code: str = ""
    assessment: str = ""
    referral_origin: str = ""  # 1 primary facility, 2 hospital
    referral_on: str = ""
    referral_issuer: str = ""  # the issuer's code
    control_doctor: str = ""
    phone: str = ""
    user: str = ""
    note: str = ""
    accident: Accident = field(default_factory=Accident)


@dataclass(frozen=True, slots=True)
class LetterWish:
    """A hospital asks for a letter. `specialty_code` "" is usual for inpatient care."""

    person_id: int
    facility_id: int
    on: date
    care_kind: CareKind
    diagnosis: Coded
    specialty_code: str = ""
    practitioner_id: int | None = None
    referral_number: str = ""
    control_number: str = ""
    mr_number: str = ""
    details: LetterDetails = field(default_factory=LetterDetails)


@dataclass(frozen=True, slots=True)
class LetterChange:
    """What may be changed of an issued letter; None leaves it."""

    diagnosis: Coded | None = None
    specialty_code: str | None = None
    practitioner_id: int | None = None
    mr_number: str | None = None
    details: LetterDetails | None = None


@dataclass(frozen=True, slots=True)
class Discharge:
    on: date
    how: Leaving
    died_on: date | None = None
    death_letter: str = ""
    accident_report: str = ""  # noLPManual


@dataclass(frozen=True, slots=True)
class Cost:
    """What is said to the patient of the money: a word of the claim's catalogue, whether the
    scheme pays, and what the patient pays beside it.
    """

    word: str
    is_covered: bool
    extra_charge: int


@dataclass(frozen=True, slots=True)
class LetterView:
    letter_id: int
    number: str
    visit_id: int
    person_id: int
    facility_id: int
    facility_code: str
    facility_name: str
    issued_on: date
    issued_at: datetime
    care_kind: CareKind
    ward_class: WardClass
    specialty_code: str
    specialty_name: str
    practitioner_id: int | None
    practitioner_name: str
    diagnosis: Coded
    referral_number: str
    control_number: str
    mr_number: str
    details: LetterDetails
    accident_kind: int
    state: LetterState
    source: Source
    fine_possible: bool  # inpatient care within the window after reactivation (§2.4)
    is_claimed: bool  # a claim was sent: nothing is changed any more
    discharge: Discharge | None

    @property
    def left_on(self) -> date | None:
        """The day on which the care ended, None while somebody lies in a ward."""
        if self.discharge is not None:
            return self.discharge.on
        return self.issued_on if self.care_kind is CareKind.OUTPATIENT else None
