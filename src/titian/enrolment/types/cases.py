"""What officers who decide see: their work list and one case of it."""

from dataclasses import dataclass
from datetime import date, datetime

from titian.enrolment.types.applications import (
    ApplicationState,
    ApplicationView,
    CheckState,
    StepView,
)
from titian.enrolment.types.procedures import ApplicationKind


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A case that waits, without a name or a number: whose it is shows only in the case."""

    step_id: int
    code: str
    kind: ApplicationKind
    title: str
    village_name: str
    people: int
    opened_at: datetime
    due_at: datetime
    urgent_until: datetime | None
    is_late: bool
    is_mine: bool
    is_taken: bool
    is_own: bool
    registers: CheckState | None  # the worst of what they said; None: none is asked


@dataclass(frozen=True, slots=True)
class WorkList:
    """One office's open cases, the urgent first, then the soonest clock."""

    office_code: str
    office_name: str
    at: datetime
    lines: tuple[WorkLine, ...]
    waiting: int
    late: int
    after: str = ""  # where the next page begins; empty: this is the last
    away_until: date | None = None  # the viewer's own leave


@dataclass(frozen=True, slots=True)
class UrgentLine:
    """Somebody is in hospital: how long is left until the scheme must have them."""

    code: str
    state: ApplicationState
    application_id: int | None  # where the viewer's own village entered it
    step_id: int | None  # the viewer's office's step, when it is open
    office_name: str  # whose turn it is
    until: datetime
    share: int
    is_missed: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """One step with all that decides it, and what this officer may do with it."""

    step: StepView
    application: ApplicationView
    is_mine: bool
    may_decide: bool
    may_not: str
    repairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AbsenceView:
    absence_id: int
    officer: str
    first_day: date
    last_day: date
    hands_to: str
