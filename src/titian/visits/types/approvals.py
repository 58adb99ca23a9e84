"""Leave to issue an eligibility letter the usual way does not allow, as plain records."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from titian.referrals.types import CareKind


class ApprovalKind(StrEnum):
    BACKDATE = "backdate"
    FINGERPRINT = "fingerprint"


@dataclass(frozen=True, slots=True)
class ApprovalAsked:
    """For one person, one day and one kind of care; asked once."""

    person_id: int
    facility_id: int
    on: date
    care_kind: CareKind
    kind: ApprovalKind
    reason: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalView:
    asked: ApprovalAsked
    asked_at: datetime
    granted_at: datetime | None
    refused_at: datetime | None = None
    answer: str = ""

    @property
    def is_granted(self) -> bool:
        return self.granted_at is not None

    @property
    def is_refused(self) -> bool:
        return self.refused_at is not None

    @property
    def answered_at(self) -> datetime | None:
        return self.granted_at or self.refused_at


@dataclass(frozen=True, slots=True)
class ApprovalCase:
    """One question before the branch. Whoever asked it does not answer it."""

    approval_id: int
    facility_name: str
    view: ApprovalView
    is_own: bool

    @property
    def is_open(self) -> bool:
        return self.view.answered_at is None
