"""Plain records of complaints that other packages may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from titian.kernel.errors import Refusal
from titian.kernel.errors import Side as Doing


class Category(StrEnum):
    """What went wrong (domain-rules §5.2)."""

    ENROLMENT = "enrolment"
    QUEUE = "queue"
    INACTIVE = "inactive"
    DUES = "dues"
    DIGITAL = "digital"
    CARE = "care"
    HOSPITAL = "hospital"
    CHARGE = "charge"
    MEDICINE = "medicine"
    REFERRAL = "referral"
    STAFF = "staff"
    DATA = "data"
    FRAUD = "fraud"
    PRIVACY = "privacy"
    OTHER = "other"


class CaseKind(StrEnum):
    """What the person wants: each has promises of its own (domain-rules §5.1)."""

    COMPLAINT = "complaint"
    QUESTION = "question"
    INFORMATION = "information"


class Level(IntEnum):
    """Who watches over a case, from the officer to the head office (domain-rules §5.2)."""

    OFFICER = 0
    UNIT = 1
    HEAD = 2
    REGIONAL = 3
    CENTRAL = 4


class AboutKind(StrEnum):
    """What a case may point at; the reference is `kind:id`."""

    APPLICATION = "application"
    STEP = "step"
    TICKET = "ticket"
    FAILURE = "failure"
    BILL = "bill"
    VISIT = "visit"
    CLAIM = "claim"


class CaseState(StrEnum):
    OPEN = "open"  # with the office
    WAITING = "waiting"  # for the person: no clock runs
    RESOLVED = "resolved"  # the office says so
    CLOSED = "closed"  # the person says so
    MERGED = "merged"  # answered together with another


class Act(StrEnum):
    FILE = "file"
    ANSWER = "answer"
    ASK = "ask"
    ADD = "add"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    HAND_ON = "hand_on"  # to another office
    MERGE = "merge"
    UNMERGE = "unmerge"


class IncidentState(StrEnum):
    DRAFT = "draft"  # nobody outside sees it
    OPEN = "open"
    ENDED = "ended"


class NoticeStep(StrEnum):
    OPEN = "open"
    UPDATE = "update"
    END = "end"


class Urgency(StrEnum):
    """What cannot wait for an office: whoever is concerned phones at once."""

    NONE = ""
    REFUSED = "refused"  # an emergency was sent away
    CHARGED = "charged"  # money before care
    SELF_HARM = "self_harm"


class Side(StrEnum):
    PERSON = "person"
    OFFICE = "office"


class ClockKind(StrEnum):
    FIRST = "first"  # until the first answer
    SOLVE = "solve"  # until it is resolved


@dataclass(frozen=True, slots=True)
class About:
    """What a case is about, and whose work that is; an empty code is not known.

    `concerned` are the officers who had it in hand: none of them decides the case.
    """

    category: Category
    office: str = ""
    facility_id: int | None = None
    region: str = ""
    concerned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a person sends. `about` is a reference of ours, `kind:id`, or empty."""

    category: Category
    text: str
    contact: str = ""
    about: str = ""
    language: str = "id"
    upload_id: int | None = None
    kind: CaseKind = CaseKind.COMPLAINT
    facility_id: int | None = None  # where it was, said by the person; `about` comes first


@dataclass(frozen=True, slots=True)
class Filed:
    number: str
    token: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a model thinks a case is about, for officers alone: never a fact."""

    category: Category
    percent: int
    version: str
    place: str = ""  # a facility's name
    place_percent: int = 0
    decided: Category | None = None


@dataclass(frozen=True, slots=True)
class ClockView:
    """One promise. `due_at` is None while it waits for the person."""

    kind: ClockKind
    due_at: datetime | None
    met_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class MessageView:
    side: Side
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PassView:
    """Handed on from one office to another, and why."""

    from_place: str
    to_place: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a case may be handed on: `key` is what the form sends back."""

    key: str
    name: str
    office: str = ""
    facility_id: int | None = None
    region: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """The case another was merged into, as anybody may know it: how it stands, nothing said."""

    number: str
    state: CaseState
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as its person, or an officer who may see it, reads it."""

    id: int
    number: str
    category: Category
    state: CaseState
    about: str
    place: str
    timezone: str
    filed_at: datetime
    seen: int
    times_reopened: int
    has_photo: bool
    contact: str
    messages: tuple[MessageView, ...]
    clocks: Mapping[ClockKind, ClockView] = field(default_factory=dict)
    may_not: Refusal | None = None  # why this officer may not resolve it
    kind: CaseKind = CaseKind.COMPLAINT
    level: Level = Level.OFFICER
    passed: tuple[PassView, ...] = ()
    together: Together | None = None
    merged_here: tuple[str, ...] = ()  # the numbers answered together with it
    urgency: Urgency = Urgency.NONE
    suggested: Suggestion | None = None  # what officers see; the person never does
    region: str = ""  # where the work lies


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of the work list: nothing of what was written."""

    number: str
    category: Category
    state: CaseState
    place: str
    due_at: datetime | None
    is_late: bool
    is_answered: bool
    times_reopened: int
    filed_at: datetime
    kind: CaseKind = CaseKind.COMPLAINT
    level: Level = Level.OFFICER
    urgency: Urgency = Urgency.NONE


@dataclass(frozen=True, slots=True)
class WorkList:
    lines: tuple[CaseLine, ...]
    has_more: bool

    @property
    def late(self) -> int:
        return sum(line.is_late for line in self.lines)


@dataclass(frozen=True, slots=True)
class NewIncident:
    """One trouble of many people. `region` is empty when it is everywhere."""

    title: str
    words: str
    category: Category
    side: Doing
    since: datetime
    region: str = ""


@dataclass(frozen=True, slots=True)
class NoticeView:
    id: int
    step: NoticeStep
    text: str
    at: datetime
    is_approved: bool
    may_approve: bool = False


@dataclass(frozen=True, slots=True)
class IncidentView:
    """What everybody may read; `cases` and what waits for approval are for officers."""

    slug: str
    title: str
    state: IncidentState
    category: Category
    side: Doing
    region: str
    since: datetime
    ended_at: datetime | None
    notices: tuple[NoticeView, ...] = ()
    cases: int = 0
    answered: int = 0
