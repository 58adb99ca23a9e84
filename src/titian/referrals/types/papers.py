from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class CareKind(StrEnum):
    INPATIENT = "inpatient"
    OUTPATIENT = "outpatient"


class ReferralKind(StrEnum):
    """Domain-rules §3.2: all of the care, a part of it, or back to the primary facility."""

    FULL = "full"
    PARTIAL = "partial"
    BACK = "back"


class Origin(StrEnum):
    FKTP = "fktp"
    HOSPITAL = "hospital"


class PaperState(StrEnum):
    """Expiry is no state: it comes by itself with the day."""

    OPEN = "open"
    USED = "used"
    WITHDRAWN = "withdrawn"


class LetterKind(StrEnum):
    """To come again after care, or to be admitted (SPRI)."""

    CONTROL = "control"
    ADMISSION = "admission"


class Exemption(StrEnum):
    """Why a referral leaves the path from hospital class D upward (§3.2)."""

    NONE = ""
    EMERGENCY = "emergency"
    REGION = "region"
    DISASTER = "disaster"
    CONDITION = "condition"
    LIMITS = "limits"
    ONGOING = "ongoing"


class Source(StrEnum):
    """By which way a record came: typed at a desk here, or from a facility's own system."""

    DESK = "desk"
    BRIDGE = "bridge"


@dataclass(frozen=True, slots=True)
class Coded:
    """A code of some list, what the list calls it, and plain words for it where we have some."""

    code: str
    name: str
    plain: str = ""

    @property
    def said(self) -> str:
        return f"{self.code} - {self.name}"

    @property
    def words(self) -> str:
        """For people who are not of the trade."""
        return self.plain or self.name


@dataclass(frozen=True, slots=True)
class Place:
    """A facility as a paper names it."""

    id: int
    code: str
    name: str
    scheme_code: str


@dataclass(frozen=True, slots=True)
class SpecialView:
    """A referral that holds for many visits, for illnesses that need them."""

    id: int
    number: str
    person_id: int
    diagnoses: tuple[Coded, ...]
    procedures: tuple[Coded, ...]
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A referral; `valid_until` is its last good day, `from_letter` the eligibility letter a
    hospital wrote it out of.
    """

    number: str
    person_id: int
    kind: ReferralKind
    origin: Origin
    exemption: Exemption
    from_facility: Place
    to_facility: Place | None
    specialty: Coded
    care_kind: CareKind
    diagnosis: Coded
    note: str
    complaint: str
    practitioner_id: int | None
    practitioner_name: str
    from_letter: str
    issued_on: date
    planned_on: date
    valid_until: date
    state: PaperState
    used_on: date | None
    used_by_letter: str
    source: Source
    written_at: datetime
    specials: tuple[SpecialView, ...] = ()

    def is_expired(self, on: date) -> bool:
        return self.state is PaperState.OPEN and on > self.valid_until

    def is_open(self, on: date) -> bool:
        return self.state is PaperState.OPEN and on <= self.valid_until


@dataclass(frozen=True, slots=True)
class ControlLetterView:
    """When and where to come again. `from_letter` is the eligibility letter of the care before,
    "" for an admission; `prb_form` the measured values of the back-referral programme.
    """

    number: str
    kind: LetterKind
    person_id: int
    facility: Place
    practitioner_id: int
    practitioner_name: str
    practitioner_code: int
    specialty: Coded
    from_letter: str
    from_specialty: Coded
    diagnosis: Coded | None
    issued_on: date
    planned_on: date
    valid_until: date
    state: PaperState
    used_on: date | None
    used_by_letter: str
    source: Source
    written_at: datetime
    prb_form: Mapping[str, object] = field(default_factory=dict)

    def is_expired(self, on: date) -> bool:
        return self.state is PaperState.OPEN and on > self.valid_until

    def is_open(self, on: date) -> bool:
        return self.state is PaperState.OPEN and on <= self.valid_until


@dataclass(frozen=True, slots=True)
class Bookable:
    """What a place at a hospital can be taken with, from the first day to the last."""

    number: str
    person_id: int
    facility: Place | None
    specialty: Coded
    first_on: date
    until: date
    letter: LetterKind | None = None  # None: a referral
    origin: Origin | None = None  # of a referral
    practitioner_id: int | None = None
