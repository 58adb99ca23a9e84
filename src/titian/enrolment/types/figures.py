"""What a city's enrolment did in a month, in numbers: groups of people, never one of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from titian.enrolment.types.applications import Act
from titian.enrolment.types.procedures import ApplicationKind, OfficeKind


@dataclass(frozen=True, slots=True)
class Spread:
    """Working time: half were done within the one, nine of ten within the other."""

    median: timedelta
    ninetieth: timedelta


@dataclass(frozen=True, slots=True)
class Outcome:
    """People of a group whose application was sent in the month, and what became of them.

    `kept` and `broken`: active within the promise, and late or overdue; the rest still has time
    or ended otherwise.
    """

    people: int
    active: int = 0
    kept: int = 0
    broken: int = 0
    refused: int = 0
    under_way: int = 0
    spread: Spread | None = None

    @property
    def kept_percent(self) -> int | None:
        judged = self.kept + self.broken
        return round(100 * self.kept / judged) if judged else None


@dataclass(frozen=True, slots=True)
class KindFigure:
    kind: ApplicationKind
    title: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class VillageFigure:
    """`code` is empty for villages of few people, counted together."""

    code: str
    name: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class StepFigure:
    """What an office decided; `kind` is None for all its kinds together, `late` for too few."""

    office_code: str
    office: OfficeKind
    office_name: str
    key: str
    kind: ApplicationKind | None
    people: int
    late: int | None
    spread: Spread | None


@dataclass(frozen=True, slots=True)
class ReasonFigure:
    """`reason` is empty for reasons of few people, counted together."""

    act: Act
    reason: str
    people: int


@dataclass(frozen=True, slots=True)
class OpenFigure:
    """What lies at an office now."""

    office_code: str
    office_name: str
    waiting: int
    late: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class WaitingFigure:
    """People who wait for a place the city pays for; None: too few to be told."""

    people: int | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    city: str
    city_name: str
    timezone: str
    month: date
    as_of: datetime
    whole: Outcome | None
    kinds: tuple[KindFigure, ...]
    villages: tuple[VillageFigure, ...]
    steps: tuple[StepFigure, ...]
    reasons: tuple[ReasonFigure, ...]
    waiting: WaitingFigure


@dataclass(frozen=True, slots=True)
class StaffFigures:
    """For who works on it: every village, office and step, and what lies there now."""

    city: str
    city_name: str
    timezone: str
    month: date
    as_of: datetime
    whole: Outcome
    villages: tuple[VillageFigure, ...]
    steps: tuple[StepFigure, ...]
    reasons: tuple[ReasonFigure, ...]
    open_now: tuple[OpenFigure, ...]
    waiting: WaitingFigure
