"""A clinic's clubs and meetings; who came is listed with masked names."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityView
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.visits import selectors as visits_read
from titian.visits.pages.desk_presenters import names_of, place_of
from titian.visits.types import ClubView, CodeList, MeetingView

_OVER_A_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class ClubsPage:
    place: FacilityView
    first: date
    clubs: list[ClubView]
    meetings: list[MeetingView]

    @property
    def before(self) -> date:
        return self.first - timedelta(days=1)

    @property
    def after(self) -> date:
        return (self.first + _OVER_A_MONTH).replace(day=1)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Each club, then everybody of a programme."""
        own = [(f"{one.programme}:{one.club_id}", one.name) for one in self.clubs]
        programmes = visits_read.code_list(CodeList.PROGRAMME).items()
        everybody = gettext("Semua peserta program")
        return [*own, *((f"{code}:", f"{everybody}: {name}") for code, name in programmes)]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    place: FacilityView
    meeting: MeetingView
    people: list[tuple[int, str]]


def clubs_page(code: str, month: date | None, *, viewer: Actor, at: datetime) -> ClubsPage:
    place = place_of(code, viewer=viewer)
    first = month or day_of(at, ZoneInfo(place.timezone)).replace(day=1)
    last = (first + _OVER_A_MONTH).replace(day=1) - timedelta(days=1)
    clubs = visits_read.all_clubs(place.id, viewer=viewer)
    held = visits_read.meetings_between(place.id, first=first, last=last, viewer=viewer)
    return ClubsPage(place, first, clubs, held)


def meeting_page(meeting_id: int, *, viewer: Actor, at: datetime) -> MeetingPage:
    found = visits_read.meeting(meeting_id, viewer=viewer)
    came = visits_read.who_came(meeting_id, viewer=viewer)
    names = names_of(set(came), day_of(at))
    place = facilities_read.facility(found.said.facility_id)
    return MeetingPage(place, found, [(pk, names.get(pk, "")) for pk in came])
