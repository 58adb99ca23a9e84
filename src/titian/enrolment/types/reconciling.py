"""The scheme's list of those a city pays for, beside our own records: what differs, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from titian.enrolment.types.procedures import Effect, OfficeKind


class Finding(StrEnum):
    AGREES = "agrees"
    UNREADABLE = "unreadable"  # the line has no NIK or birth date that can be
    DOUBLE = "double"
    DIED = "died"
    MOVED = "moved"
    COVERED_ELSEWHERE = "covered_elsewhere"
    ENDED = "ended"  # by our records nobody covers them now
    DIFFERS = "differs"  # the NIK is on record with another birth date
    UNKNOWN = "unknown"
    MISSING = "missing"  # covered by our records, not on the list


class ListState(StrEnum):
    ASKING = "asking"  # the scheme is asked for it
    COMPARING = "comparing"
    DONE = "done"


class ProposalState(StrEnum):
    OPEN = "open"
    DRAFTED = "drafted"  # an application was begun for it
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list; what may lack is empty. `birth_date` is None where it is none."""

    line: int
    nik: str
    full_name: str
    birth_date: date | None
    village_code: str = ""


@dataclass(frozen=True, slots=True)
class ListReport:
    """One list: how many lines say what, and how far its proposals are decided."""

    id: int
    city: str
    city_name: str
    month: date
    state: ListState
    brought_at: datetime
    compared_at: datetime | None
    is_own: bool
    rows: int
    compared: int
    found: Mapping[Finding, int]
    open: Mapping[Finding, int]
    drafted: Mapping[Finding, int]
    kept: Mapping[Finding, int]
    safe: int
    last_error: str = ""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """In a list: the name is masked."""

    id: int
    finding: Finding
    masked_name: str
    village_name: str
    state: ProposalState
    is_safe: bool


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What the list says and what our record says, for who decides."""

    id: int
    list_id: int
    city: str
    finding: Finding
    state: ProposalState
    effect: Effect | None
    acts: OfficeKind
    nik: str
    full_name: str
    said: Mapping[str, str]
    on_record: Mapping[str, str]
    village_code: str
    is_own: bool
    application_id: int | None
    reason: str
    month: date
    decided_at: datetime | None
