"""The written procedure of one kind of application: the records the city's data is read into."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum


class ApplicationKind(StrEnum):
    """Domain-rules §4, the design table; the words people read are in the procedure itself."""

    NEW = "new"
    SELF_PAID = "self_paid"
    URGENT = "urgent"
    OFF_LIST = "off_list"
    LOST_JOB = "lost_job"
    NEWBORN = "newborn"
    MOVED_IN = "moved_in"
    CORRECTION = "correction"
    ENDING = "ending"


class Effect(StrEnum):
    """What the scheme is asked to do for each proposed person."""

    ENROL = "enrol"
    CORRECT = "correct"
    END = "end"


class OfficeKind(StrEnum):
    VILLAGE = "village"  # kelurahan
    POPULATION = "population"  # Dispendukcapil
    SOCIAL = "social"  # Dinsos-P3AP2KB
    LABOUR = "labour"  # Disnaker-PMPTSP
    HEALTH = "health"  # Dinkes


class CheckKind(StrEnum):
    """A question a register answers by machine."""

    POPULATION = "population"
    WELFARE = "welfare"
    WAGE = "wage"
    SCHEME = "scheme"


class DocumentKind(StrEnum):
    KK = "kk"
    KTP = "ktp"
    STATEMENT = "statement"
    STAMPED = "stamped"  # a stamped statement of not being able to pay
    POVERTY = "poverty"  # SKTM
    HOSPITAL = "hospital"
    NEIGHBOURHOOD = "neighbourhood"  # RT/RW
    DISMISSAL = "dismissal"
    BIRTH = "birth"
    MOTHER = "mother"
    DEATH = "death"
    MOVE = "move"
    OFF_LIST = "off_list"
    AUTHORITY = "authority"  # who comes for somebody
    OTHER = "other"


class Comes(StrEnum):
    """Who stands at the counter, or types at home, seen from the people proposed."""

    SELF = "self"
    CARD = "card"  # somebody on the same family card
    RELATIVE = "relative"
    KADER = "kader"
    NEIGHBOURHOOD = "neighbourhood"  # head of RT or RW
    HOSPITAL = "hospital"
    OTHER = "other"


class Leave(StrEnum):
    """Whether somebody may come for the family."""

    ALLOWED = "allowed"
    WITH_LETTER = "with_letter"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Document:
    """`per_person`: one for each person proposed, not one for the card."""

    kind: DocumentKind
    is_required: bool = True
    per_person: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class StepRule:
    """One decision of one office: what must be done before, how much working time it may take,
    which registers are asked, and whether their whole yes is enough without a person.
    """

    key: str
    office: OfficeKind
    title: str
    after: tuple[str, ...] = ()
    time_allowed: timedelta = timedelta(hours=2)
    checks: tuple[CheckKind, ...] = ()
    by_machine: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """All of one kind: who may come, what to bring, who decides in which order, and how long.

    `promise` is the working time from sending to an active membership; what is sent after
    `cutoff` counts from the next opening. `takes_quota`: a yes uses a place the city pays for.
    `urgent_within`: calendar time on working days only, counted from the hospital's letter.
    """

    kind: ApplicationKind
    title: str
    about: str
    effect: Effect
    comes: Mapping[Comes, Leave]
    why_refused: str
    documents: tuple[Document, ...]
    steps: tuple[StepRule, ...]
    promise: timedelta
    cutoff: time | None = None
    takes_quota: bool = False
    is_urgent: bool = False
    urgent_within: timedelta | None = None
    told: Mapping[str, str] = field(default_factory=dict)


class ProcedureState(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DROPPED = "dropped"


class ProcedureAct(StrEnum):
    CHANGE = "change"
    PROPOSE = "propose"
    TAKE_BACK = "take_back"  # back to a draft: something in it is to be mended
    APPROVE = "approve"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """One version of a city's procedure; it holds from `valid_from` until the next one does."""

    id: int
    city: str
    version: int
    state: ProcedureState
    valid_from: date
    procedure: Procedure
    drafted_by: str
    approved_by: str = ""
