"""A referral or control letter on its way to a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from titian.facilities import selectors as facilities_read
from titian.facilities.errors import NotOfFacility
from titian.facilities.types import FacilityKind, FacilityView
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.queue.pages.presenters import Choice
from titian.referrals import selectors as referrals_read
from titian.referrals.types import Bookable


@dataclass(frozen=True, slots=True)
class Paper:
    """`service_id` None: the place is still open, or keeps no service of that name with us."""

    number: str
    person_id: int
    specialty: str
    until: date
    facility: FacilityView | None
    service_id: int | None


def papers_for(choice: Choice, *, viewer: Actor, at: datetime) -> Sequence[Bookable]:
    """What the chosen person may be booked at this hospital with; at other places nothing."""
    place = choice.facility
    if place is None or place.kind is not FacilityKind.HOSPITAL:
        return ()
    found = referrals_read.bookable(choice.chosen.person_id, viewer=viewer, at=at)
    return [one for one in found if one.facility is None or one.facility.id == place.id]


def paper_of(number: str, *, person_id: int | None, viewer: Actor, at: datetime) -> Paper | None:
    """The paper of somebody the viewer may act for; None when nobody of them has it."""
    for one in members_read.standings_for(viewer, on=day_of(at)):
        if not one.may_book or person_id not in (None, one.person_id):
            continue
        for paper in referrals_read.bookable(one.person_id, viewer=viewer, at=at):
            if paper.number == number.upper():
                return _paper(paper)
    return None


def _paper(paper: Bookable) -> Paper:
    facility = service_id = None
    if paper.facility is not None:
        facility = facilities_read.facility(paper.facility.id)
        service_id = _service(facility, paper.specialty.code)
    return Paper(
        paper.number, paper.person_id, paper.specialty.name, paper.until, facility, service_id
    )


def _service(facility: FacilityView, code: str) -> int | None:
    if not facility.uses_titian:
        return None
    try:
        return facilities_read.service_by_code(facility.id, code).id
    except NotOfFacility:
        return None
