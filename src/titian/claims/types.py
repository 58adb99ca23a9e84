"""Plain words of a claim: its states, sheet, costs and papers, and how it is shown."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from titian.referrals.types import CareKind, Coded


class ClaimState(StrEnum):
    """The life of domain-rules §10.4, with one state before it: gathered, not sent yet."""

    PREPARED = "prepared"
    SUBMITTED = "submitted"  # DIAJUKAN
    COMPLETE = "complete"  # BERKAS_LENGKAP
    CHECKING = "checking"  # VERIFIKASI
    RETURNED = "returned"  # PENDING
    APPROVED = "approved"  # LAYAK
    REFUSED = "refused"  # TIDAK_LAYAK
    DISPUTED = "disputed"  # DISPUTE
    PAID = "paid"  # DIBAYAR
    EXPIRED = "expired"  # KEDALUWARSA


class ClaimAct(StrEnum):
    SUBMIT = "submit"
    MEND = "mend"
    RECALL = "recall"
    COMPLETE = "complete"
    CHECK = "check"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    REFUSE = "refuse"
    DISPUTE = "dispute"
    GRANT = "grant"
    UPHOLD = "uphold"
    PAY = "pay"
    EXPIRE = "expire"


class ClaimStage(StrEnum):
    """How the scheme's monitoring service numbers the states."""

    PROCESS = "1"
    PENDING = "2"
    CLAIM = "3"


class Grouper(StrEnum):
    INACBG = "INACBG"
    IDRG = "IDRG"


class ClaimPaperKind(StrEnum):
    LETTER = "letter"
    SUMMARY = "summary"
    BILL = "bill"
    PROCEDURE = "procedure"
    RESULT = "result"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SheetDiagnosis:
    """`level` 1 is the main one, 2 any other."""

    code: str
    level: str


@dataclass(frozen=True, slots=True)
class CareSheet:
    """What was done (LPK), as the facility's system or its officer wrote it."""

    admitted_on: date
    left_on: date
    guarantee: str = "1"
    specialty_code: str = ""
    room: str = ""
    ward_class: str = ""
    treatment: str = ""
    way_out: str = ""
    condition: str = ""
    diagnoses: tuple[SheetDiagnosis, ...] = ()
    procedures: tuple[str, ...] = ()
    follow_up: str = ""
    referred_to: str = ""
    control_on: date | None = None
    control_specialty: str = ""
    doctor: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class Costs:
    """Rupiah: what it cost the hospital, what its group pays, what is added, what is asked."""

    hospital: int
    group: int
    top_up: int
    asked: int
    grouper: Grouper
    group_code: str
    group_name: str


@dataclass(frozen=True, slots=True)
class ClaimPaperView:
    paper_id: int
    kind: ClaimPaperKind
    mime: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClaimStepLine:
    act: ClaimAct
    state: ClaimState
    at: datetime
    by: str  # "facility", "branch" or "rule"
    reason: str


@dataclass(frozen=True, slots=True)
class SheetView:
    letter_number: str
    facility_id: int
    person_id: int
    full_name: str
    card_number: str
    mr_number: str
    care_kind: CareKind
    written_at: datetime
    sheet: CareSheet


@dataclass(frozen=True, slots=True)
class Concerned:
    """The region whose branch a claim is, and every officer who had it in hand."""

    region: str
    officers: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim with everything in it; `left_on` is the day care ended."""

    claim_id: int
    letter_number: str
    person_id: int
    full_name: str
    card_number: str
    mr_number: str
    facility_id: int
    facility_code: str
    facility_name: str
    care_kind: CareKind
    issued_on: date
    left_on: date | None
    ward_class: str
    specialty: Coded
    diagnosis: Coded
    state: ClaimState
    stage: ClaimStage | None
    sheet: CareSheet | None
    costs: Costs | None
    approved: int | None
    certificate: str
    reason: str
    words: str
    missing: tuple[str, ...]
    due_on: date | None
    expires_on: date | None
    papers: tuple[ClaimPaperView, ...]
    steps: tuple[ClaimStepLine, ...]
    may_decide: bool
    may_not: str

    @property
    def is_open(self) -> bool:
        """Whether its facility may still change it."""
        return self.state in (ClaimState.PREPARED, ClaimState.RETURNED)

    @property
    def was_disputed(self) -> bool:
        return any(step.act is ClaimAct.DISPUTE for step in self.steps)


@dataclass(frozen=True, slots=True)
class SheetToFill:
    """A care sheet to begin with: what was written, or what visit and letter say already."""

    letter_number: str
    masked_name: str
    care_kind: CareKind
    sheet: CareSheet
    is_written: bool


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in a list, the name masked."""

    letter_number: str
    masked_name: str
    facility_name: str
    care_kind: CareKind
    left_on: date | None
    state: ClaimState | None  # None: nothing was prepared yet
    is_ready: bool
    due_on: date | None
    is_late: bool
    asked: int | None
    approved: int | None
    is_mine: bool = False
    is_taken: bool = False
