"""What the pages of papers show, gathered and ready to be written down."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.errors import PersonOutOfReach
from titian.members.types import Standing
from titian.referrals import selectors as referrals_read
from titian.referrals.types import (
    Bookable,
    ControlLetterView,
    LetterKind,
    ReferralKind,
    ReferralView,
)

Paper = ReferralView | ControlLetterView


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper, where it is read, and where a number is taken with it ("" where none can be)."""

    paper: Paper
    address: str
    book: str = ""
    days_left: int = 0

    @property
    def is_letter(self) -> bool:
        return isinstance(self.paper, ControlLetterView)


@dataclass(frozen=True, slots=True)
class PapersPage:
    """One person's papers: what still holds above, what is over below."""

    person: Standing
    people: list[Standing]
    today: date
    open: list[PaperLine] = field(default_factory=list)
    past: list[PaperLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One paper with all that stands on it."""

    line: PaperLine
    person: Standing
    today: date
    phone: str = ""
    is_on_titian: bool = False


def papers_page(viewer: Actor, person_id: int | None, *, at: datetime) -> PapersPage:
    """The person asked for, or oneself. Whoever does not see all of them sees no papers."""
    on = day_of(at)
    people = members_read.standings_for(viewer, on)
    wanted = person_id or int(viewer.subject)
    person = next((one for one in people if one.person_id == wanted), None)
    if person is None:
        raise PersonOutOfReach
    if not person.is_full:
        return PapersPage(person, people, on)
    papers: list[Paper] = [
        *referrals_read.referrals_of(wanted, viewer=viewer, at=at),
        *referrals_read.control_letters_of(wanted, viewer=viewer, at=at),
    ]
    lines = [_line(one, person, on) for one in papers]
    return PapersPage(
        person=person,
        people=people,
        today=on,
        open=sorted((x for x in lines if _holds(x.paper, on)), key=lambda x: x.paper.valid_until),
        past=[line for line in lines if not _holds(line.paper, on)],
    )


def paper_page(paper: Paper, viewer: Actor, *, at: datetime) -> PaperPage:
    on = day_of(at)
    person = members_read.standing(paper.person_id, viewer=viewer, on=on)
    place = paper.facility if isinstance(paper, ControlLetterView) else paper.to_facility
    known = facilities_read.facility_views([place.id] if place else []).values()
    return PaperPage(
        line=_line(paper, person, on),
        person=person,
        today=on,
        phone=next((one.phone for one in known), ""),
        is_on_titian=any(one.uses_titian for one in known),
    )


def booking_address(paper: Bookable) -> str:
    """The booking pages with this paper: whom for, where, and what the place is taken with."""
    if paper.facility is None:
        return ""
    asked = {"orang": paper.person_id, "faskes": paper.facility.code, "acuan": paper.number}
    services = facilities_read.services_of(paper.facility.id)
    service = next((one for one in services if one.code == paper.specialty.code), None)
    if service is None:
        return ""
    return f"{reverse('queue:times')}?{urlencode({**asked, 'layanan': service.id})}"


def _line(paper: Paper, person: Standing, on: date) -> PaperLine:
    """A number is taken by whoever may book for the person, with a paper that holds."""
    route = "referrals:letter" if isinstance(paper, ControlLetterView) else "referrals:show"
    book = ""
    if _is_bookable(paper, on) and person.may_book and person.is_active:
        book = booking_address(referrals_read.as_bookable(paper))
    return PaperLine(
        paper=paper,
        address=reverse(route, args=[paper.number]),
        book=book,
        days_left=(paper.valid_until - on).days,
    )


def _holds(paper: Paper, on: date) -> bool:
    many = paper.specials if isinstance(paper, ReferralView) else ()
    return paper.is_open(on) or any(one.ends_on >= on for one in many)


def _is_bookable(paper: Paper, on: date) -> bool:
    if isinstance(paper, ControlLetterView):
        return paper.is_open(on) and paper.kind is LetterKind.CONTROL
    return _holds(paper, on) and paper.kind is not ReferralKind.BACK


def people_of(papers: Sequence[Paper], viewer: Actor, *, on: date) -> dict[int, Standing]:
    """The people of a list, whose names are masked on it."""
    return members_read.standings_of({one.person_id for one in papers}, viewer=viewer, on=on)
