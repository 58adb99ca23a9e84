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


class LookReason(StrEnum):
    """Why somebody of the staff had a record open, told by the act itself."""

    SERVING = "serving"
    SIGN_IN = "sign_in"
    HELPING = "helping"
    NUMBER = "number"
    DATA = "data"
    CHANGE = "change"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Look:
    """A look by staff: never who by name, but in which role and where."""

    at: datetime
    role: str
    office: str
    reason: LookReason


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
