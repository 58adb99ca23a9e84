"""Who may do what for somebody else, with their leave."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Help(StrEnum):
    """What a helper may do for a person; every helper may see."""

    SEE = "see"
    BOOK = "book"
    DUES = "dues"
    CHANGES = "changes"


class HelperKind(StrEnum):
    """A relative or neighbour of one's own choice, or the village's volunteer (kader)."""

    FAMILY = "family"
    KADER = "kader"


class LeaveGiven(StrEnum):
    """How the person said yes: before an officer, or by a code they read out."""

    COUNTER = "counter"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class HelpingView:
    """One person's leave for one helper. Names are for these two only."""

    helping_id: int
    person_id: int
    person_name: str
    helper_id: int
    helper_name: str
    kind: HelperKind
    helps: tuple[Help, ...]
    given_at: datetime
    ends_on: date
    how: LeaveGiven


@dataclass(frozen=True, slots=True)
class HelpCode:
    """A code to be read out to the helper. Known only here and on the person's screen."""

    code: str
    ends_at: datetime
    helps: tuple[Help, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """Something somebody did with a person's data: `action` is the audit's word for it."""

    at: datetime
    action: str
    actor: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class KaderView:
    """Who serves a village, for the officer who appoints; the name is masked."""

    person_id: int
    masked_name: str
    village_code: str
    village_name: str
