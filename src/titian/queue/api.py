"""Open places as JSON: what may be booked at a facility, with the places really left."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema, Status
from pydantic import AwareDatetime

from titian.facilities import selectors as facilities_read
from titian.facilities.errors import FacilityUnknown
from titian.kernel import clock
from titian.queue import selectors as queue_read
from titian.queue.types import OpenPlace

router = Router(tags=["places"])

_Code = Annotated[str, Path(max_length=20, pattern=r"^[A-Za-z0-9.-]+$")]
_Limit = Annotated[int, Query(ge=1, le=60)]


class PlaceOut(Schema):
    """One session that takes bookings; `left` is what nobody has booked or holds."""

    session: int
    date: date
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    letter: str
    bookable: int
    left: int
    delay_minutes: int


class UnknownPlace(Schema):
    code: str


@router.get("/{code}", response={200: list[PlaceOut], 404: UnknownPlace}, operation_id="openPlaces")
def open_places(
    request: HttpRequest, code: _Code, limit: _Limit = 20
) -> Status[list[PlaceOut] | UnknownPlace]:
    """The coming sessions of a facility, soonest first; full ones have `left` 0."""
    del request
    try:
        facility = facilities_read.facility_by_code(code)
    except FacilityUnknown as refusal:
        return Status(404, UnknownPlace(code=refusal.code))
    places = queue_read.open_places(facility_id=facility.id, at=clock.now(), limit=limit)
    return Status(200, [_out(place) for place in places])


def _out(place: OpenPlace) -> PlaceOut:
    return PlaceOut(
        session=place.session_id,
        date=place.date,
        starts_at=place.starts_at,
        ends_at=place.ends_at,
        letter=place.letter,
        bookable=place.bookable,
        left=place.left,
        delay_minutes=place.delay_minutes,
    )
