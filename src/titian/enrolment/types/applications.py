"""An application as others may hold it: its state, its people, its steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from titian.enrolment.types.procedures import (
    ApplicationKind,
    CheckKind,
    Comes,
    DocumentKind,
    Effect,
    OfficeKind,
)


class ApplicationState(StrEnum):
    DRAFT = "draft"
    VERIFYING = "verifying"
    RETURNED = "returned"
    WAITING = "waiting"  # every office said yes, the city's quota is used up
    APPROVED = "approved"  # goes onto the next letter
    SENT = "sent"
    ACTIVE = "active"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class Act(StrEnum):
    SUBMIT = "submit"
    RETURN = "return"
    MEND = "mend"
    REFUSE = "refuse"
    APPROVE = "approve"
    WAIT = "wait"
    ADMIT = "admit"
    HAND_OVER = "hand_over"
    BOUNCE = "bounce"  # the scheme could not take it as it was: back for repair
    TAKE_EFFECT = "take_effect"
    CANCEL = "cancel"


class StepState(StrEnum):
    BLOCKED = "blocked"  # another step must be done first
    OPEN = "open"
    YES = "yes"
    RETURNED = "returned"
    NO = "no"


class Verdict(StrEnum):
    YES = "yes"
    RETURN = "return"
    NO = "no"


class CheckState(StrEnum):
    ASKING = "asking"
    AGREES = "agrees"
    DIFFERS = "differs"
    AWAY = "away"


class Channel(StrEnum):
    COUNTER = "counter"
    KADER = "kader"
    HOME = "home"
    BATCH = "batch"


@dataclass(frozen=True, slots=True)
class NewCandidate:
    """Somebody on the family card; only who is ticked is proposed. A newborn may have no NIK."""

    nik: str
    full_name: str
    birth_date: date
    sex: str
    relation: int
    is_proposed: bool
    facility_code: str = ""


@dataclass(frozen=True, slots=True)
class NewApplication:
    """What the counter, a kader or a resident types. `comes` and `comes_name` say who came."""

    kind: ApplicationKind
    village_code: str
    kk_number: str
    head_name: str
    phone: str
    address: str
    people: tuple[NewCandidate, ...]
    comes: Comes
    comes_name: str = ""
    words: str = ""
    hospital_letter_at: datetime | None = None
    happened_on: date | None = None  # the death, or the move away


@dataclass(frozen=True, slots=True)
class CandidateView:
    candidate_id: int
    nik: str
    full_name: str
    birth_date: date
    sex: str
    relation: int
    is_proposed: bool
    facility_code: str
    facility_name: str
    person_id: int | None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class PaperView:
    paper_id: int
    kind: DocumentKind
    candidate_id: int | None
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class CheckView:
    """What a register answered about one person: yes or no by field, and its own number."""

    kind: CheckKind
    candidate_id: int
    state: CheckState
    evidence: str
    answered_at: datetime | None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepView:
    """One office's step: who (the office, never the officer), when, how long, what was said."""

    step_id: int
    key: str
    title: str
    office: OfficeKind
    office_code: str
    office_name: str
    state: StepState
    opened_at: datetime | None
    due_at: datetime | None
    decided_at: datetime | None
    reason: str
    words: str
    is_late: bool
    is_by_machine: bool  # its registers agreed; nobody had to look
    checks: tuple[CheckView, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveView:
    at: datetime
    act: Act
    state: ApplicationState
    office_name: str
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One application of a list; the name is masked."""

    id: int
    code: str
    kind: ApplicationKind
    state: ApplicationState
    village_code: str
    masked_name: str
    is_urgent: bool
    drafted_at: datetime
    submitted_at: datetime | None
    promised_at: datetime | None
    urgent_until: datetime | None
    entered_by: str


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """One application as whoever may see all of it sees it."""

    id: int
    code: str
    city: str
    kind: ApplicationKind
    title: str
    effect: Effect
    state: ApplicationState
    village_code: str
    village_name: str
    channel: Channel
    head_name: str
    kk_number: str
    phone: str
    address: str
    comes: Comes
    comes_name: str
    words: str
    is_urgent: bool
    drafted_at: datetime
    submitted_at: datetime | None
    promised_at: datetime | None
    urgent_until: datetime | None
    ended_at: datetime | None
    repairs: tuple[str, ...]
    reason: str
    people: tuple[CandidateView, ...]
    papers: tuple[PaperView, ...]
    steps: tuple[StepView, ...]
    moves: tuple[MoveView, ...]
    hospital_letter_at: datetime | None = None
    happened_on: date | None = None
