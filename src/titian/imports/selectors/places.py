"""Places of care that somebody answers for, and what each lacks before Titian is switched on."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from titian.accounts import selectors as accounts_read
from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityView
from titian.imports.errors import ImportGone
from titian.imports.types import Check
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.scopes import Scope
from titian.queue import selectors as queue_read

_AHEAD = timedelta(days=14)


def places_of(viewer: Actor, text: str = "") -> list[FacilityView]:
    """Those this viewer answers for; by code or words when something was typed."""
    return facilities_read.facilities_brought_by(viewer, text)


def place_of(code: str, *, viewer: Actor) -> FacilityView:
    """Raises FacilityUnknown, and ImportGone for who does not answer for it."""
    place = facilities_read.facility_by_code(code)
    if not facilities_read.brings_plans_of(viewer, place.code, place.regency_code):
        raise ImportGone
    return place


def invites_desk(viewer: Actor, code: str) -> bool:
    """Whether this person lets people in at that place: its desk, or its manager."""
    return accounts_read.keeps_at(viewer, Scope("facility", code))


def checks_of(place: FacilityView, *, at: datetime) -> list[Check]:
    """What a place needs; each names the part of the pages that mends it."""
    today = day_of(at, ZoneInfo(place.timezone))
    lines = facilities_read.schedules_of(place.id, on=today)
    planned = facilities_read.planned_sessions([place.id], today, today + _AHEAD)
    desk = accounts_read.staff_holding("desk", Scope("facility", place.code))
    return [
        Check("contact", bool(place.phone and place.address_note), "contact"),
        Check("hours", bool(facilities_read.opening_hours(place.id)), "hours"),
        Check("services", bool(facilities_read.services_of(place.id)), "services"),
        Check("schedule", bool(lines), "schedules"),
        Check("bookable", any(one.bookable for one in planned), "schedules"),
        Check("desk", bool(desk), "desk"),
    ]


def tickets_ahead(place: FacilityView, *, at: datetime) -> int:
    """How many hold a ticket for a session still to come."""
    return queue_read.tickets_ahead(place.id, at=at)
