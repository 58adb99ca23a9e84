"""What is asked for when a paper is written or changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from titian.referrals.types.papers import (
    CareKind,
    Exemption,
    LetterKind,
    ReferralKind,
    Source,
)


@dataclass(frozen=True, slots=True)
class NewReferral:
    """Who is sent where and why. Without a `planned_on` the person comes when they like; `number`
    is given where a primary visit's own number is the referral's.
    """

    person_id: int
    from_facility_id: int
    to_facility_id: int | None
    kind: ReferralKind
    specialty_code: str
    diagnosis_code: str
    care_kind: CareKind = CareKind.OUTPATIENT
    issued_on: date | None = None
    planned_on: date | None = None
    note: str = ""
    complaint: str = ""
    practitioner_id: int | None = None
    from_letter: str = ""
    exemption: Exemption = Exemption.NONE
    number: str = ""
    source: Source = Source.DESK


@dataclass(frozen=True, slots=True)
class ReferralChange:
    """What becomes different; None stays as it was."""

    planned_on: date | None = None
    to_facility_id: int | None = None
    kind: ReferralKind | None = None
    specialty_code: str | None = None
    care_kind: CareKind | None = None
    diagnosis_code: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class NewLetter:
    """When somebody is to come again, to whom; out of which eligibility letter."""

    kind: LetterKind
    person_id: int
    facility_id: int
    practitioner_id: int
    specialty_code: str
    planned_on: date
    from_letter: str = ""
    from_specialty_code: str = ""
    diagnosis_code: str = ""
    prb_form: Mapping[str, object] = field(default_factory=dict)
    source: Source = Source.DESK


@dataclass(frozen=True, slots=True)
class LetterChange:
    """What becomes different; None stays as it was."""

    planned_on: date | None = None
    practitioner_id: int | None = None
    specialty_code: str | None = None
    prb_form: Mapping[str, object] | None = None
