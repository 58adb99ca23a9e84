"""What those who write care down see of it: a day's list with masked names, one visit in full."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityKind, FacilityView
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import masked_name
from titian.members import selectors as members_read
from titian.members.types import Standing
from titian.queue import selectors as queue_read
from titian.queue.selectors import Turn
from titian.referrals import selectors as referrals_read
from titian.referrals.types import PaperState
from titian.visits import selectors as visits_read
from titian.visits.errors import NotRecordingHere
from titian.visits.types import LetterView, VisitLine, VisitState, VisitView

_SELF = Actor.system("visits.desk")  # a list masks names; opening one visit is a look
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody of the day's list: a visit, or a ticket not written down yet."""

    name: str
    line: VisitLine | None = None
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class DayPage:
    place: FacilityView
    day: date
    today: date
    waiting: list[Row]
    visits: list[Row]
    services: list[tuple[str, str]]

    @property
    def before(self) -> date:
        return self.day - _A_DAY

    @property
    def after(self) -> date:
        return self.day + _A_DAY

    @property
    def is_hospital(self) -> bool:
        return self.place.kind is FacilityKind.HOSPITAL


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One visit open at the desk, with its person by full name: the look is recorded."""

    visit: VisitView
    person: Standing
    place: FacilityView
    doctors: list[tuple[int, str]]
    today: date
    letter: LetterView | None

    @property
    def age(self) -> int:
        return self.person.age_on(self.today)

    @property
    def is_hospital(self) -> bool:
        return self.place.kind is FacilityKind.HOSPITAL

    @property
    def is_recorded(self) -> bool:
        return self.visit.state is VisitState.ENDED


@dataclass(frozen=True, slots=True)
class LettersPage:
    place: FacilityView
    day: date
    rows: list[tuple[str, LetterView]]

    @property
    def before(self) -> date:
        return self.day - _A_DAY

    @property
    def after(self) -> date:
        return self.day + _A_DAY


def place_of(code: str, *, viewer: Actor) -> FacilityView:
    place = facilities_read.facility_by_code(code)
    if not visits_read.works_at(viewer, place.id):
        raise NotRecordingHere
    return place


def day_page(code: str, day: date | None, *, viewer: Actor, at: datetime) -> DayPage:
    place = place_of(code, viewer=viewer)
    today = day_of(at, ZoneInfo(place.timezone))
    day = day or today
    lines = visits_read.day_of_visits(place.id, on=day, viewer=viewer)
    linked = visits_read.tickets_linked(place.id, on=day, viewer=viewer)
    turns = queue_read.turns_of_day(place.id, on=day, viewer=viewer, without=linked)
    people = {line.person_id for line in lines} | {turn.person_id for turn in turns}
    names = names_of(people, today)
    return DayPage(
        place=place,
        day=day,
        today=today,
        waiting=[Row(names.get(turn.person_id, ""), turn=turn) for turn in turns],
        visits=[Row(names.get(line.person_id, ""), line=line) for line in lines],
        services=[(one.code, one.name) for one in facilities_read.services_of(place.id)],
    )


def visit_page(visit_id: int, *, viewer: Actor, at: datetime) -> VisitPage:
    visit = visits_read.visit(visit_id, viewer=viewer, at=at)
    today = day_of(at, ZoneInfo(visit.timezone))
    people = members_read.standings_of([visit.person_id], viewer=_SELF, on=today)
    number = visit.letter_number
    return VisitPage(
        visit=visit,
        person=people[visit.person_id],
        place=facilities_read.facility(visit.facility_id),
        doctors=[(one.id, one.name) for one in facilities_read.practitioners_of(visit.facility_id)],
        today=today,
        letter=visits_read.letter_of_visit(number, viewer=viewer) if number else None,
    )


def letters_page(code: str, day: date | None, *, viewer: Actor, at: datetime) -> LettersPage:
    place = place_of(code, viewer=viewer)
    day = day or day_of(at, ZoneInfo(place.timezone))
    found = visits_read.letters(facility_id=place.id, on=day, viewer=viewer)
    names = names_of({one.person_id for one in found}, day)
    return LettersPage(place, day, [(names.get(one.person_id, ""), one) for one in found])


def papers_of(page: VisitPage, *, viewer: Actor, at: datetime) -> list[tuple[str, str]]:
    """The referrals and control letters with which this person may come here now."""
    whose, here = page.visit.person_id, page.visit.facility_id
    referred = [
        one
        for one in referrals_read.referrals_of(whose, viewer=viewer, at=at)
        if one.is_open(page.today) and (one.to_facility is None or one.to_facility.id == here)
    ]
    controls = [
        one
        for one in referrals_read.control_letters_of(whose, viewer=viewer, at=at)
        if one.state is PaperState.OPEN and one.facility.id == here
    ]
    known = [(one.number, one.specialty.name) for one in referred]
    known += [(one.number, one.specialty.name) for one in controls]
    return [(number, f"{number} · {service}") for number, service in known]


def names_of(person_ids: set[int], on: date) -> dict[int, str]:
    """Masked, for a list at a desk."""
    if not person_ids:
        return {}
    people = members_read.standings_of(person_ids, viewer=_SELF, on=on)
    return {pk: masked_name(one.full_name) for pk, one in people.items()}
