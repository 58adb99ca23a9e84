"""Requests to change: what can be asked, what each step is called, what a viewer sees of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID


class RequestKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    IDENTITY = "identity"
    WARD_CLASS = "ward_class"
    FACILITY = "facility"
    SEGMENT = "segment"
    FAMILY = "family"
    NEWBORN = "newborn"
    REACTIVATION = "reactivation"
    DEATH = "death"
    ABROAD = "abroad"
    DUPLICATE = "duplicate"


class RequestStep(StrEnum):
    """OPEN waits for an officer, REPAIR for the member; SET is a yes whose day is to come."""

    OPEN = "open"
    REPAIR = "repair"
    SET = "set"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"


class Decider(StrEnum):
    RULE = "rule"
    OFFICER = "officer"


class Verdict(StrEnum):
    YES = "yes"
    NO = "no"
    REPAIR = "repair"


class Asker(StrEnum):
    """As whom somebody asks; what each may ask differs by kind."""

    SELF = "self"
    HEAD = "head"
    HELPER = "helper"
    OFFICER = "officer"


class PaperKind(StrEnum):
    KTP = "ktp"
    KK = "kk"
    BIRTH = "birth"
    MARRIAGE = "marriage"
    DEATH = "death"
    COURT = "court"
    POWER = "power"
    PHOTO = "photo"
    MOVE = "move"
    WORK = "work"
    LETTER = "letter"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A document as it was sent, to be checked and written anew before anything keeps it; or
    one that `keep_paper` took in before, by its id.
    """

    kind: PaperKind
    name: str = ""
    body: bytes = b""
    upload_id: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    paper_id: int
    kind: PaperKind
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class StepLine:
    """`by` is "member", "rule" or "officer": never who."""

    at: datetime
    step: RequestStep
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a kind of request would mean for this person today, told before anything is typed.

    `blocked_by` is the code of a refusal, `way_round` names the sentence `way.<code>`;
    `optional` are the fields that may stay empty, `open_request` one that is under way already.
    """

    kind: RequestKind
    is_allowed: bool
    blocked_by: str
    blocked_until: date | None
    way_round: str
    papers: tuple[PaperKind, ...]
    fields: tuple[str, ...]
    optional: tuple[str, ...]
    decider: Decider
    hours: int
    effective_on: date
    is_risky: bool
    open_request: int | None = None
    current: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A request as the asker, the person, and who decides see it."""

    request_id: int
    person_id: int
    kind: RequestKind
    step: RequestStep
    asked_at: datetime
    due_at: datetime | None
    effective_at: datetime | None
    undo_until: datetime | None
    wanted: Mapping[str, str]
    missing: tuple[str, ...]
    reason: str
    words: str
    papers: tuple[Paper, ...]
    steps: tuple[StepLine, ...]
    may_withdraw: bool
    may_undo: bool
    may_confirm: bool = False
    decider: Decider = Decider.RULE


@dataclass(frozen=True, slots=True)
class Prepared:
    """A form filled in beforehand. `request_id` is what has been made of it already."""

    person_id: int
    kind: RequestKind
    wanted: Mapping[str, str]
    client_key: UUID
    request_id: int | None = None


@dataclass(frozen=True, slots=True)
class UndoView:
    """What the link in a notice shows: nothing about whose change it is."""

    kind: RequestKind
    step: RequestStep
    effective_at: datetime | None
    may_undo: bool


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A change of one's own number or e-mail that waits: by recovery, else by request."""

    recovery_id: int | None
    request_id: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One field beside what the population registry says of it; `agrees` is None unasked."""

    field: str
    ours: str
    wanted: str
    registry: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A row of the officers' list: enough to choose by, not to know the person."""

    request_id: int
    kind: RequestKind
    masked_name: str
    asked_at: datetime
    due_at: datetime
    clock_left: timedelta
    is_late: bool
    is_mine: bool
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A request with everything its officer needs to decide. `may_decide` is False for who
    entered it, with the refusal's code in `may_not`.
    """

    view: ChangeView
    masked_name: str
    current: Mapping[str, str]
    registry: tuple[Compared, ...]
    registry_state: str
    clock_left: timedelta
    may_decide: bool
    may_not: str = ""
