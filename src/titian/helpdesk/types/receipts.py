"""Codes of failures, and what a code can bring at the counter."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FailureKind(StrEnum):
    """What somebody without a code says did not work."""

    CODE = "code"
    SIGN_IN = "sign_in"
    FAULT = "fault"
    LOST = "lost"
    QUOTA = "quota"
    NUMBER = "number"
    OTHER = "other"


class Evidence(StrEnum):
    """What must be true beside the receipt itself before it brings a place."""

    NONE = "none"
    CODE_LOST = "code_lost"  # a code to this very person was sent too late or never
    RECORDED = "recorded"  # staff wrote it down; capped apart


@dataclass(frozen=True, slots=True)
class Beside:
    """What staff see beside what everybody sees."""

    status: int
    region: str
    alike: int
    others: tuple[tuple[str, datetime, str], ...]
    is_recorded: bool
    is_redeemed: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """The receipt of a sign-in code that did not leave."""

    code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A failure in facts that any helper may read; nothing of a person."""

    code: str
    at: datetime
    feature: str
    reason: str
    side: str
    status: int
    may_go_ahead: bool
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class PlaceGiven:
    """A place ahead, as the counter shows it."""

    ticket_code: str
    session_id: int


@dataclass(frozen=True, slots=True)
class PlacesToday:
    """How many places ahead a facility gave on a day, and how many for codes of its own staff."""

    given: int
    recorded: int
