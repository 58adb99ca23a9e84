"""Letters after traffic accidents as a hospital and its branch see them: lists mask names."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from titian.facilities.types import FacilityView
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.types import Standing
from titian.visits import selectors as visits_read
from titian.visits.pages.desk_presenters import names_of, place_of
from titian.visits.types import AccidentCase

_SELF = Actor.system("visits.accidents")


@dataclass(frozen=True, slots=True)
class MonthPage:
    place: FacilityView
    first: date
    today: date
    rows: list[tuple[str, AccidentCase]]

    @property
    def before(self) -> date:
        return self.first - timedelta(days=1)

    @property
    def after(self) -> date | None:
        following = _following(self.first)
        return following if following <= self.today else None


@dataclass(frozen=True, slots=True)
class BranchPage:
    waiting: list[tuple[str, AccidentCase]]
    answered: list[tuple[str, AccidentCase]]


@dataclass(frozen=True, slots=True)
class CasePage:
    case: AccidentCase
    person: Standing


def accidents_of_month(code: str, month: date | None, *, viewer: Actor, at: datetime) -> MonthPage:
    place = place_of(code, viewer=viewer)
    today = day_of(at, ZoneInfo(place.timezone))
    first = month or today.replace(day=1)
    last = _following(first) - timedelta(days=1)
    found = visits_read.accident_covers(place.id, first=first, last=last, viewer=viewer)
    return MonthPage(place, first, today, _named(found, today))


def accidents_at_branch(*, viewer: Actor, at: datetime) -> BranchPage:
    waiting = visits_read.accidents_to_answer(viewer=viewer)
    answered = visits_read.accidents_answered(viewer=viewer, at=at)
    return BranchPage(_named(waiting, day_of(at)), _named(answered, day_of(at)))


def accident_page(number: str, *, viewer: Actor, at: datetime) -> CasePage:
    """With the person's full name: the look is recorded."""
    case = visits_read.accident_at_branch(number, viewer=viewer, at=at)
    people = members_read.standings_of([case.letter.person_id], viewer=_SELF, on=day_of(at))
    return CasePage(case, people[case.letter.person_id])


def _named(cases: list[AccidentCase], on: date) -> list[tuple[str, AccidentCase]]:
    names = names_of({one.letter.person_id for one in cases}, on)
    return [(names.get(one.letter.person_id, ""), one) for one in cases]


def _following(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
