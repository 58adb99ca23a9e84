"""A booking at a place as a member would make it, taken back before anybody could see it."""

import secrets
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import transaction

from titian.facilities.types import FacilityView
from titian.kernel.actors import Actor
from titian.kernel.identifiers import digits
from titian.kernel.periods import day_of
from titian.members import services as members
from titian.members.types import (
    Change,
    Happening,
    NewFamily,
    NewPerson,
    Relation,
    Segment,
    Sex,
    WardClass,
)
from titian.queue import selectors as queue_read
from titian.queue import services as queue
from titian.queue.errors import KeptElsewhere

_AHEAD = timedelta(days=14)
_BORN = date(1990, 1, 1)
_TRIER = Actor.system("imports.try")


def try_booking(place: FacilityView, *, at: datetime) -> int | None:
    """The number that somebody invented was given and gave back; None where nothing is free, or
    the facility's own system gives the numbers.

    On the facility's own sessions, by the services that members use; then all of it is rolled
    back, the person and sessions not yet planned too: no figure, no message, nobody's list ever
    has it. Raises what a member would be refused with.
    """
    with transaction.atomic():
        try:
            return _booked_and_cancelled(place, at)
        finally:
            transaction.set_rollback(True)


def _booked_and_cancelled(place: FacilityView, at: datetime) -> int | None:
    today = day_of(at, ZoneInfo(place.timezone))
    until = today + _AHEAD
    queue.generate(facility_ids=[place.id], first=today, last=until, by=_TRIER, at=at)
    found = queue_read.open_places(facility_id=place.id, at=at, until=until)
    free = [one for one in found if one.left > 0]
    if not free:
        return None
    person_id = _somebody(place, today, at)
    by = Actor.member(f"try:{person_id}", person_id)
    held = queue.hold(person_id=person_id, session_id=free[0].session_id, by=by, at=at)
    try:
        booked = queue.confirm(hold_id=held.hold_id, client_key=uuid4(), by=by, at=at)
    except KeptElsewhere:
        return None
    queue.cancel(code=booked.code, by=by, at=at)
    return booked.number


def _somebody(place: FacilityView, today: date, at: datetime) -> int:
    """Insured since today, with numbers that cannot be: their district is 00."""
    area = f"{digits(place.regency_code):.4}00"
    person = NewPerson(
        nik=None,
        card_number=f"000{secrets.randbelow(10**10):010}",
        full_name="Uji Coba",
        birth_date=_BORN,
        sex=Sex.FEMALE,
        relation=Relation.HEAD,
        happenings=(Happening(Change.REGISTERED, today, Segment.PBI_JK, WardClass.THIRD),),
    )
    family = NewFamily(kk_number=f"{area}{secrets.randbelow(10**10):010}", people=(person,))
    (person_id,) = members.register_family(family=family, by=_TRIER, at=at)
    return person_id
