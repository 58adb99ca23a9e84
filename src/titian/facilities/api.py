"""Facilities as JSON: find one, and read its sessions. Nothing here is personal."""

from datetime import UTC, date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import AwareDatetime

from titian.facilities import selectors as facilities_read
from titian.facilities.errors import FacilityUnknown
from titian.facilities.types import DaySession, FacilityKind, FacilityView
from titian.kernel import clock
from titian.regions.errors import RegionUnknown

router = Router(tags=["facilities"])

_Text = Annotated[str, Query(max_length=100)]
_Region = Annotated[str, Query(max_length=13, pattern=r"^[0-9.]*$")]
_Limit = Annotated[int, Query(ge=1, le=50)]
_Days = Annotated[int, Query(ge=1, le=31)]


class FacilityOut(Schema):
    """`place_is` says how sure the place is: only the kabupaten/kota comes from a register."""

    code: str
    name: str
    kind: FacilityKind
    regency_code: str
    place: str
    place_is: Literal["stated", "approximate"]
    timezone: str
    uses_titian: bool
    is_sample: bool
    phone: str
    address_note: str


class SessionOut(Schema):
    """A planned sitting; its places are those of the plan, not those still open."""

    service: str
    letter: str
    practitioner: str
    date: date
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    bookable: int
    counter: int


class FacilityWithSessions(FacilityOut):
    sessions: list[SessionOut]


class Unknown(Schema):
    code: str


@router.get("", response={200: list[FacilityOut], 404: Unknown}, operation_id="findFacilities")
def find(
    request: HttpRequest, search: _Text = "", near: _Region = "", limit: _Limit = 20
) -> Status[list[FacilityOut] | Unknown]:
    """By name, village or district (`search`), or the nearest to a region's code (`near`)."""
    del request
    try:
        found = facilities_read.search(search, near_to=near, limit=limit)
    except RegionUnknown as refusal:
        return Status(404, Unknown(code=refusal.code))
    return Status(200, [_out(one) for one in found.facilities or found.near])


@router.get(
    "/{code}", response={200: FacilityWithSessions, 404: Unknown}, operation_id="readFacility"
)
def show(
    request: HttpRequest, code: str, days: _Days = 7
) -> Status[FacilityWithSessions | Unknown]:
    """One facility with its planned sessions of the coming days, in UTC."""
    del request
    try:
        told = facilities_read.profile(code, at=clock.now(), days=days)
    except FacilityUnknown as refusal:
        return Status(404, Unknown(code=refusal.code))
    sessions = [_session(day.date, one) for day in told.days for one in day.sessions]
    return Status(200, FacilityWithSessions(**_out(told.facility).dict(), sessions=sessions))


def _out(one: FacilityView) -> FacilityOut:
    return FacilityOut(
        code=one.code,
        name=one.name,
        kind=one.kind,
        regency_code=one.regency_code,
        place=one.place,
        place_is="approximate" if one.is_place_approximate else "stated",
        timezone=one.timezone,
        uses_titian=one.uses_titian,
        is_sample=one.is_sample,
        phone=one.phone,
        address_note=one.address_note,
    )


def _session(day: date, one: DaySession) -> SessionOut:
    return SessionOut(
        service=one.service_name,
        letter=one.letter,
        practitioner=one.practitioner_name,
        date=day,
        starts_at=one.starts.astimezone(UTC),
        ends_at=one.ends.astimezone(UTC),
        bookable=one.bookable,
        counter=one.counter,
    )
