"""What a hospital and its branch see of the leave that was asked: lists mask names."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from titian.facilities.types import FacilityKind, FacilityView
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.types import Standing
from titian.visits import selectors as visits_read
from titian.visits.errors import NotAHospital
from titian.visits.pages.desk_presenters import names_of, place_of
from titian.visits.types import ApprovalCase, ApprovalView

_SELF = Actor.system("visits.approvals")
_OVER_A_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class AskedPage:
    place: FacilityView
    first: date
    today: date
    rows: list[tuple[str, ApprovalView]]

    @property
    def before(self) -> date:
        return self.first - timedelta(days=1)

    @property
    def after(self) -> date | None:
        following = (self.first + _OVER_A_MONTH).replace(day=1)
        return following if following <= self.today else None


@dataclass(frozen=True, slots=True)
class BranchPage:
    waiting: list[tuple[str, ApprovalCase]]
    answered: list[tuple[str, ApprovalCase]]


@dataclass(frozen=True, slots=True)
class CasePage:
    """One question with the person's full name: the look is recorded."""

    case: ApprovalCase
    person: Standing
    days_late: int

    @property
    def may_answer(self) -> bool:
        return self.case.is_open and not self.case.is_own


def asked_page(code: str, month: date | None, *, viewer: Actor, at: datetime) -> AskedPage:
    place = place_of(code, viewer=viewer)
    if place.kind is not FacilityKind.HOSPITAL:
        raise NotAHospital
    today = day_of(at, ZoneInfo(place.timezone))
    first = month or today.replace(day=1)
    found = visits_read.approvals(place.id, month=first, viewer=viewer)
    names = names_of({one.asked.person_id for one in found}, today)
    rows = [(names.get(one.asked.person_id, ""), one) for one in found]
    return AskedPage(place, first, today, rows)


def branch_page(*, viewer: Actor, at: datetime) -> BranchPage:
    waiting = visits_read.approvals_waiting(viewer=viewer)
    answered = visits_read.approvals_answered(viewer=viewer, at=at)
    people = {one.view.asked.person_id for one in [*waiting, *answered]}
    names = names_of(people, day_of(at))
    return BranchPage(_named(waiting, names), _named(answered, names))


def approval_page(approval_id: int, *, viewer: Actor, at: datetime) -> CasePage:
    case = visits_read.approval_case(approval_id, viewer=viewer, at=at)
    asked = case.view.asked
    people = members_read.standings_of([asked.person_id], viewer=_SELF, on=day_of(at))
    late = day_of(case.view.asked_at) - asked.on
    return CasePage(case, people[asked.person_id], late.days)


def _named(cases: list[ApprovalCase], names: dict[int, str]) -> list[tuple[str, ApprovalCase]]:
    return [(names.get(one.view.asked.person_id, ""), one) for one in cases]
