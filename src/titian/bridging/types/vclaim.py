"""What VClaim's bodies ask for, read once: codes as the hospital wrote them, kinds as ours."""

from dataclasses import dataclass
from datetime import date

from titian.referrals.types import CareKind, LetterKind, ReferralKind
from titian.visits.types import ApprovalKind, Discharge, LetterDetails


@dataclass(frozen=True, slots=True)
class LetterBody:
    """A wish for an eligibility letter (`t_sep`)."""

    card: str
    on: date
    place_code: str
    care_kind: CareKind
    class_right: str
    diagnosis_code: str
    specialty_code: str
    doctor_code: str
    referral_number: str
    control_number: str
    mr_number: str
    details: LetterDetails


@dataclass(frozen=True, slots=True)
class LetterChangeBody:
    """A change of one: what is "" stays as it was."""

    number: str
    class_right: str
    diagnosis_code: str
    specialty_code: str
    doctor_code: str
    mr_number: str
    told: frozenset[str]  # the names the body has
    details: LetterDetails


@dataclass(frozen=True, slots=True)
class DischargeBody:
    number: str
    discharge: Discharge


@dataclass(frozen=True, slots=True)
class ApprovalBody:
    card: str
    on: date
    care_kind: CareKind
    kind: ApprovalKind
    reason: str
    user: str


@dataclass(frozen=True, slots=True)
class ReferralBody:
    """A hospital refers on (`t_rujukan`). `number` is "" for a new one, `letter` for a change."""

    number: str
    letter: str
    issued_on: date | None
    planned_on: date | None
    to_code: str
    care_kind: CareKind
    note: str
    diagnosis_code: str
    kind: ReferralKind
    specialty_code: str


@dataclass(frozen=True, slots=True)
class ControlBody:
    """A letter to come again, or to be admitted; `about` is the SEP or the card."""

    number: str
    kind: LetterKind
    about: str
    doctor_code: str
    specialty_code: str
    planned_on: date
    prb_form: dict[str, object] | None
