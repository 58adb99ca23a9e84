"""`/kelompok`: clubs of the chronically ill, their meetings, who came."""

from titian.bridging.rules.pcare import more
from titian.bridging.rules.pcare import people as people_shown
from titian.bridging.rules.pcare.shapes import CREATED, created, listed, nothing, refused
from titian.bridging.rules.wire_fields import day_said, text
from titian.bridging.services.pcare.people import person_of
from titian.bridging.types.wire import Call, Reply, Route, Wire, bare, sealed
from titian.members import selectors as members_read
from titian.visits import selectors as visits_read
from titian.visits import services as visits


def clubs(call: Call) -> Reply:
    found = visits_read.clubs(
        call.caller.facility_id, programme=call.values["kode"].zfill(2), viewer=call.by
    )
    if not found:
        raise nothing()
    return sealed(listed(more.club_shown(one) for one in found))


def meetings(call: Call) -> Reply:
    day = day_said(call.values["tanggal"])
    found = visits_read.meetings(call.caller.facility_id, on=day, viewer=call.by)
    if not found:
        raise nothing()
    return sealed(listed(more.meeting_shown(one) for one in found))


def plan(call: Call) -> Reply:
    """A meeting told again is the same meeting."""
    meeting = more.meeting(call.body, call.caller.facility_id)
    made = visits.plan_meeting(meeting=meeting, by=call.by, at=call.at)
    return sealed(created("eduId", made), message=CREATED, code=201)


def withdraw(call: Call) -> Reply:
    visits.withdraw_meeting(meeting_id=_number(call.values["eduId"]), by=call.by, at=call.at)
    return bare()


def who_came(call: Call) -> Reply:
    number = call.values["eduId"]
    ids = visits_read.who_came(_number(number), viewer=call.by)
    if not ids:
        raise nothing()
    people = members_read.participants(ids, viewer=call.by, on=call.on, at=call.at)
    rows = ({"eduId": number, "peserta": people_shown.short(people[one])} for one in ids)
    return sealed(listed(rows))


def come(call: Call) -> Reply:
    number = text(call.body, "eduId", longest=19)
    whose = person_of(call, text(call.body, "noKartu"))
    visits.note_attendance(
        meeting_id=_number(number),
        person_id=whose.standing.person_id,
        by=call.by,
        at=call.at,
    )
    return sealed(created("eduId", number), message=CREATED, code=201)


def leave(call: Call) -> Reply:
    whose = person_of(call, call.values["noKartu"])
    visits.remove_attendance(
        meeting_id=_number(call.values["eduId"]),
        person_id=whose.standing.person_id,
        by=call.by,
        at=call.at,
    )
    return bare()


def _number(said: str) -> int:
    if not said.isdecimal() or len(said) > 18:
        raise refused("eduId tidak sesuai")
    return int(said)


ROUTES = (
    Route(Wire.PCARE, ("GET",), "/kelompok/club/{kode}", clubs),
    Route(Wire.PCARE, ("GET",), "/kelompok/kegiatan/{tanggal}", meetings),
    Route(Wire.PCARE, ("POST",), "/kelompok/kegiatan", plan),
    Route(Wire.PCARE, ("DELETE",), "/kelompok/kegiatan/{eduId}", withdraw),
    Route(Wire.PCARE, ("GET",), "/kelompok/peserta/{eduId}", who_came),
    Route(Wire.PCARE, ("POST",), "/kelompok/peserta", come),
    Route(Wire.PCARE, ("DELETE",), "/kelompok/peserta/{eduId}/{noKartu}", leave),
)
