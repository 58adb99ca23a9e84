"""What the pages of verification show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from titian.enrolment import selectors as enrolment_read
from titian.enrolment.errors import NotEnrolmentOfficer
from titian.enrolment.pages.urgent_presenters import Left, UrgentShown, left_until, urgent_shown
from titian.enrolment.rules import reasons_of
from titian.enrolment.types import (
    AbsenceView,
    ApplicationKind,
    CandidateView,
    CaseView,
    CheckState,
    CheckView,
    Verdict,
    WorkList,
)
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of


@dataclass(frozen=True, slots=True)
class WorkPage:
    listed: WorkList
    offices: tuple[tuple[str, str], ...]
    urgent: tuple[UrgentShown, ...]
    zone: str
    kind: str
    kinds: tuple[tuple[str, str], ...]

    @property
    def mine(self) -> int | None:
        return next((line.step_id for line in self.listed.lines if line.is_mine), None)

    @property
    def safe(self) -> tuple[int, ...]:
        """What one press may say yes to: all registers agree, free, not urgent, not one's own."""
        return tuple(
            line.step_id
            for line in self.listed.lines
            if line.registers is CheckState.AGREES
            and line.urgent_until is None
            and not (line.is_taken or line.is_own)
        )

    @property
    def safe_ids(self) -> str:
        return ",".join(str(one) for one in self.safe)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the registers say of one person."""

    person: CandidateView
    checks: tuple[CheckView, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    case: CaseView
    answers: tuple[Answers, ...]
    left: Left | None
    urgent: Left | None
    zone: str
    reasons: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LeavePage:
    office_code: str
    office_name: str
    leaves: tuple[tuple[AbsenceView, str], ...]
    colleagues: tuple[tuple[str, str], ...]


def own_office(viewer: Actor, wanted: str = "") -> str:
    """The office meant, or the viewer's first. Raises NotEnrolmentOfficer."""
    mine = enrolment_read.agencies_of(viewer)
    if not mine or (wanted and wanted not in mine):
        raise NotEnrolmentOfficer
    return wanted or mine[0]


def work_page(office_code: str, kind: str, *, viewer: Actor, at: datetime) -> WorkPage:
    listed = enrolment_read.work_list(
        office_code, viewer=viewer, at=at, kind=ApplicationKind(kind) if kind else None
    )
    here = enrolment_read.office(office_code)
    offices = (enrolment_read.office(code) for code in enrolment_read.agencies_of(viewer))
    titles = enrolment_read.kinds_open(here.city, day_of(at))
    return WorkPage(
        listed=listed,
        offices=tuple((one.code, one.name) for one in offices),
        urgent=urgent_shown(viewer=viewer, at=at),
        zone=here.timezone,
        kind=kind,
        kinds=tuple((one.procedure.kind.value, one.procedure.title) for one in titles),
    )


def case_page(step_id: int, *, viewer: Actor, at: datetime) -> CasePage:
    """The look is recorded."""
    found = enrolment_read.case(step_id, viewer=viewer, at=at)
    view, step = found.application, found.step
    office = step.office
    return CasePage(
        case=found,
        answers=_answers(view.people, step.checks),
        left=None if step.due_at is None else left_until(step.due_at, at),
        urgent=None if view.urgent_until is None else left_until(view.urgent_until, at),
        zone=enrolment_read.office(step.office_code).timezone,
        reasons={verdict.value: reasons_of(office, verdict) for verdict in Verdict},
    )


def leave_page(office_code: str, *, viewer: Actor, at: datetime) -> LeavePage:
    names = enrolment_read.colleagues(office_code, viewer=viewer)
    leaves = enrolment_read.leaves(office_code, viewer=viewer, on=day_of(at))
    return LeavePage(
        office_code=office_code,
        office_name=enrolment_read.office(office_code).name,
        leaves=tuple((one, names.get(one.hands_to, "")) for one in leaves),
        colleagues=tuple(names.items()),
    )


def _answers(people: Sequence[CandidateView], checks: Sequence[CheckView]) -> tuple[Answers, ...]:
    return tuple(
        Answers(one, tuple(check for check in checks if check.candidate_id == one.candidate_id))
        for one in people
        if one.is_proposed
    )
