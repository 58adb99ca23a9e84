"""What the booking pages show, gathered and ready to be written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import segno
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityView, ServiceView
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.types import Standing
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.models import Hold
from titian.queue.types import (
    LIVE,
    ErrandKind,
    OpenPlace,
    OutsideView,
    Priority,
    TicketState,
    TicketView,
)

_KEYS = UUID("5b0f2f4e-4c53-4f6e-9d2c-8f7a3c1e9b11")
_MOST_PILLS = 6
STEPS = (
    (3, gettext_lazy("Menunggu dokter")),
    (4, gettext_lazy("Di ruang dokter")),
    (5, gettext_lazy("Menunggu obat")),
    (7, gettext_lazy("Obat siap")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom for and what: the people in reach, one chosen, and the services of a clinic."""

    people: Sequence[Standing]
    chosen: Standing
    facility: FacilityView | None
    services: Sequence[ServiceView]


@dataclass(frozen=True, slots=True)
class Time:
    place: OpenPlace
    practitioner: str


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    times: Sequence[Time]


@dataclass(frozen=True, slots=True)
class Times:
    person: Standing
    facility: FacilityView
    service_id: int
    service_name: str
    days: Sequence[Day]

    @property
    def some_left(self) -> bool:
        return any(time.place.left for day in self.days for time in day.times)


@dataclass(frozen=True, slots=True)
class HeldPage:
    """A held place with everything to be checked, and the key that makes pressing twice safe."""

    hold: Hold
    person: Standing
    left: int
    earliest: datetime
    latest: datetime
    is_live: bool
    client_key: UUID
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class TicketPage:
    view: TicketView
    qr: str
    pills: Sequence[int]
    most_pills: int
    text: str
    is_live: bool
    may_be_earlier: bool
    may_arrive: bool
    may_leave: bool
    outside: OutsideView | None = None
    offers: frozenset[ErrandKind] = frozenset()  # what the facility's own system can be asked
    has_lost_paper: bool = False  # the referral or control letter was taken back

    @property
    def reports_to_desk(self) -> bool:
        """Whether to come is to be said at the facility's counter and nowhere else."""
        return self.may_arrive and ErrandKind.CHECK_IN not in self.offers

    @property
    def may_ask_pharmacy(self) -> bool:
        return self.view.state is TicketState.DONE and ErrandKind.PHARMACY in self.offers

    @property
    def steps(self) -> Sequence[tuple[int, str | Promise]]:
        """The steps a visit goes through, as far as a member cares."""
        return STEPS

    @property
    def code(self) -> str:
        """What one is asked for at the counter: a facility's own system knows its own code."""
        return self.outside.booking_code if self.outside else self.view.code


def choice_of(viewer: Actor, *, person_id: int | None, code: str, at: datetime) -> Choice:
    """The member's people; the clinic asked for, else the chosen person's own."""
    people = [one for one in members_read.standings_for(viewer, on=day_of(at)) if one.may_book]
    by_id = {person.person_id: person for person in people}
    chosen = by_id.get(person_id or 0) or people[0]
    facility = _facility_for(chosen, code)
    usable = facility is not None and facility.uses_titian
    services = facilities_read.services_of(facility.id) if facility and usable else []
    return Choice(people, chosen, facility, services)


def times_of(viewer: Actor, *, person_id: int, service_id: int, at: datetime) -> Times:
    """The coming sessions of a service, by day."""
    person = members_read.standing(person_id, viewer=viewer, on=day_of(at))
    service = facilities_read.service(service_id)
    facility = facilities_read.facility(service.facility_id)
    places = queue_read.open_places(facility_id=service.facility_id, service_id=service_id, at=at)
    labels = facilities_read.labels(
        [p.service_id for p in places], [p.practitioner_id for p in places]
    )
    shown = [Time(p, labels[(p.service_id, p.practitioner_id)].practitioner_name) for p in places]
    days = [
        Day(day, list(times)) for day, times in groupby(shown, key=lambda time: time.place.date)
    ]
    return Times(person, facility, service_id, service.name, days)


def held_page(hold: Hold, *, viewer: Actor, at: datetime) -> HeldPage:
    person = members_read.standing(hold.person_id, viewer=viewer, on=day_of(at))
    when = queue_read.line_of(hold.session, at=at).standing_of_newcomer()
    return HeldPage(
        hold=hold,
        person=person,
        left=queue_read.place(hold.session_id, at=at).left,
        earliest=when.earliest,
        latest=when.latest,
        is_live=hold.expires_at > at,
        client_key=uuid5(_KEYS, f"{hold.pk}:{hold.held_by}"),
        seen_at=at,
    )


def ticket_page(code: str, *, viewer: Actor, at: datetime) -> TicketPage:
    found = queue_read.ticket_for(code, viewer=viewer, at=at)
    name = ""
    if found.person_id is not None:
        name = members_read.standing(found.person_id, viewer=viewer, on=day_of(at)).full_name
    view = queue_read.ticket_view(found, at=at, name=name)
    may_overtake = found.priority != Priority.NONE and bool(view.ahead)
    waiting = view.state in (TicketState.BOOKED, TicketState.PRESENT, TicketState.SKIPPED)
    today = found.session.local_date(at) == view.date
    outside = queue_read.outside_view(found) if view.is_elsewhere else None
    shown = outside.booking_code if outside else view.code
    return TicketPage(
        view=view,
        outside=outside,
        offers=queue.offered_by(found.facility_id) if outside else frozenset(),
        qr=segno.make(shown, micro=False).svg_inline(border=0, svgclass="qr", omitsize=True),
        pills=range(min(view.ahead or 0, _MOST_PILLS)),
        most_pills=_MOST_PILLS,
        text=as_text(view, shown),
        is_live=view.state in LIVE,
        may_be_earlier=view.state is TicketState.BOOKED and may_overtake,
        may_arrive=today and view.state in (TicketState.BOOKED, TicketState.SKIPPED),
        may_leave=waiting,
        has_lost_paper=queue_read.has_lost_paper(found),
    )


def as_text(view: TicketView, code: str) -> str:
    """The ticket in the length of an SMS."""
    starts = view.starts_at.astimezone(ZoneInfo(view.timezone))
    return (
        f"{view.label} {view.service_name}, {view.facility_name}, {starts:%d-%m-%Y}"
        f" {starts:%H.%M}. Kode {code}."
    )


def live_fields(view: TicketView, *, seen_look: str) -> dict[str, object]:
    """What the live page patches; `reload` when the page would look different."""
    zone = ZoneInfo(view.timezone)
    fields = {"ahead": "" if view.ahead is None else str(view.ahead)}
    if view.earliest and view.latest:
        earliest, latest = view.earliest.astimezone(zone), view.latest.astimezone(zone)
        fields["range"] = f"{earliest:%H.%M}–{latest:%H.%M}"
    return {"fields": fields, "reload": bool(seen_look) and seen_look != view.look}


def _facility_for(person: Standing, code: str) -> FacilityView | None:
    if code:
        return facilities_read.facility_by_code(code)
    if person.facility_id is None:
        return None
    return facilities_read.facility(person.facility_id)
