"""What fails again and again, whom we told, and what they answered."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PartyKind(StrEnum):
    """Whose part of the way it is."""

    OPERATOR = "operator"
    HOSPITAL = "hospital"
    GATEWAY = "gateway"
    BANK = "bank"
    SCHEME = "scheme"


class ReportState(StrEnum):
    OPEN = "open"  # grouped, not told yet
    SENT = "sent"  # the party's clock runs
    ANSWERED = "answered"
    MENDED = "mended"
    CLOSED = "closed"  # by staff, with a reason
    MERGED = "merged"  # goes on in another


class Act(StrEnum):
    OPEN = "open"
    SEND = "send"
    ANSWER = "answer"
    MEND = "mend"
    CLOSE = "close"
    MERGE = "merge"
    CORRECT = "correct"  # of words that were published


@dataclass(frozen=True, slots=True)
class Cause:
    """What makes failures one story. `place` is a regency, a facility's code, or empty."""

    feature: str
    reason: str
    side: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One step that is told to everybody, with its words."""

    act: Act
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One report in the list of staff."""

    number: str
    cause: Cause
    place: str
    party: str
    state: ReportState
    receipts: int
    people: int
    first_at: datetime
    last_at: datetime
    due_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything of one report; nothing in it is about a person."""

    line: Line
    codes: tuple[str, ...]
    hours: tuple[tuple[datetime, int], ...]
    said: tuple[Said, ...]
    answer: str
    seen: int
    goes_on_in: str = ""


@dataclass(frozen=True, slots=True)
class PublicReport:
    """What everybody may know; few people are told as few."""

    number: str
    cause: Cause
    place: str
    party: str
    state: ReportState
    people: int | None
    first_at: datetime
    last_at: datetime
    told_at: datetime | None
    due_at: datetime | None
    is_late: bool
    answered_at: datetime | None
    mended_at: datetime | None
    said: tuple[Said, ...]
