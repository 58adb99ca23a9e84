"""What the pages of staff show: a facility's papers, and what one can be written with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityKind, FacilityView, PractitionerView, ServiceView
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import masked_name
from titian.members import selectors as members_read
from titian.members.types import Standing
from titian.referrals import selectors as referrals_read
from titian.referrals.errors import NotWriter
from titian.referrals.pages.presenters import Paper, people_of
from titian.referrals.types import Coded

_MONTH = timedelta(days=31)
_HOSPITALS, _DIAGNOSES = 8, 12


@dataclass(frozen=True, slots=True)
class Written:
    """A paper on the list of its facility, with the name masked."""

    paper: Paper
    masked_name: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A facility's papers of the last month; `others` are further facilities of the viewer."""

    place: FacilityView
    others: list[FacilityView]
    today: date
    written: list[Written]
    received: list[Written]

    @property
    def is_hospital(self) -> bool:
        return self.place.kind is FacilityKind.HOSPITAL


@dataclass(frozen=True, slots=True)
class Writing:
    """Whoever is about to be referred or called back, and by which facility."""

    place: FacilityView
    person: Standing
    today: date
    services: list[ServiceView]
    doctors: list[PractitionerView]

    @property
    def is_hospital(self) -> bool:
        return self.place.kind is FacilityKind.HOSPITAL


@dataclass(frozen=True, slots=True)
class Offer:
    """What fits what was looked for: diagnoses and places, to choose one of each."""

    diagnoses: list[Coded]
    places: list[FacilityView]

    @property
    def is_complete(self) -> bool:
        return bool(self.diagnoses and self.places)


def desk_page(viewer: Actor, code: str, *, at: datetime) -> DeskPage:
    """Raises NotWriter for staff who record care nowhere on Titian, or not there."""
    place, others = place_of(viewer, code)
    on = day_of(at)
    papers: list[Paper] = [
        *referrals_read.referrals_written(place.id, on - _MONTH, on, viewer=viewer),
        *referrals_read.control_letters_written(place.id, on - _MONTH, on, viewer=viewer),
    ]
    received = list(referrals_read.referrals_received(place.id, on - _MONTH, on, viewer=viewer))
    people = people_of([*papers, *received], viewer, on=on)
    return DeskPage(
        place=place,
        others=others,
        today=on,
        written=_masked(sorted(papers, key=lambda one: one.written_at, reverse=True), people),
        received=_masked(received, people),
    )


def place_of(viewer: Actor, code: str) -> tuple[FacilityView, list[FacilityView]]:
    """The facility asked for, or the viewer's first, and the others."""
    mine = facilities_read.facilities_where_care_is_recorded(viewer)
    place = next((one for one in mine if one.code == code), None) if code else None
    if place is None:
        if code or not mine:
            raise NotWriter
        place = mine[0]
    return place, [one for one in mine if one.id != place.id]


def writing(viewer: Actor, code: str, person_id: int, *, at: datetime) -> Writing:
    """The person, opened once more; the look is recorded."""
    place, _ = place_of(viewer, code)
    on = day_of(at)
    return Writing(
        place=place,
        person=members_read.standing(person_id, viewer=viewer, on=on),
        today=on,
        services=facilities_read.services_of(place.id),
        doctors=facilities_read.practitioners_of(place.id),
    )


def offer(
    sheet: Writing, *, specialty: str, diagnosis: str, destination: str, is_back: bool
) -> Offer:
    """Diagnoses by what was typed; hospitals near with that service, or the way back."""
    near_to = sheet.place.smallest_region
    if is_back:
        own = sheet.person.facility_id
        places = list(facilities_read.facility_views([own] if own else []).values())
    else:
        found = facilities_read.hospitals_with(specialty, near_to=near_to, text=destination)
        places = [one for one in found if one.id != sheet.place.id][:_HOSPITALS]
    return Offer(referrals_read.diagnoses(diagnosis, limit=_DIAGNOSES), places)


def _masked(papers: Sequence[Paper], people: dict[int, Standing]) -> list[Written]:
    return [
        Written(one, masked_name(people[one.person_id].full_name))
        for one in papers
        if one.person_id in people
    ]
