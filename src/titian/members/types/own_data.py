"""People's rights over their data (UU 27/2022), as plain records."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class DataRight(StrEnum):
    CORRECT = "correct"
    RESTRICT = "restrict"
    WITHDRAW = "withdraw"
    ERASE = "erase"


class DataStep(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"
    RECALLED = "recalled"  # the person took it back before the answer


class LookReason(StrEnum):
    """Why somebody of the staff had a record open, told by the act itself."""

    SERVING = "serving"
    SIGN_IN = "sign_in"
    HELPING = "helping"
    NUMBER = "number"
    DATA = "data"
    CHANGE = "change"
    DUES = "dues"
    OTHER = "other"


class Looker(StrEnum):
    """As whom somebody acted: staff by their office, people by their leave."""

    STAFF = "staff"
    HELPER = "helper"
    HEAD = "head"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody else saw of a person or did with their data.

    Of staff never the name, but the role and the office; of a helper or the family's head the
    name, which the person knows anyway. `action` is the audit's word, `entry_id` where the next
    page goes on.
    """

    entry_id: int
    at: datetime
    by: Looker
    role: str
    office: str
    reason: LookReason
    is_only_a_look: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class RequestView:
    request_id: int
    right: DataRight
    step: DataStep
    words: str
    asked_at: datetime
    due_at: datetime
    decided_at: datetime | None
    reasons: str
    person_id: int = 0
    masked_name: str = ""

    @property
    def is_open(self) -> bool:
        return self.step is DataStep.OPEN

    def left(self, at: datetime) -> timedelta:
        """What remains of the clock; below zero when it is late."""
        return self.due_at - at

    def is_late(self, at: datetime) -> bool:
        return at >= self.due_at


@dataclass(frozen=True, slots=True)
class ExportView:
    export_id: int
    asked_at: datetime
    ready_at: datetime | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OwnData:
    """Where somebody's rights over their data stand, for the page that shows it."""

    requests: tuple[RequestView, ...]
    exports: tuple[ExportView, ...]
    rests_since: datetime | None
