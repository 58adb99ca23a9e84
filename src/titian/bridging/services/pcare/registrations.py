"""`/pendaftaran`: somebody comes to the clinic. The same row as at Titian's own counter."""

from collections.abc import Mapping

from titian.bridging.rules.pcare import people as people_shown
from titian.bridging.rules.pcare import visits as shown
from titian.bridging.rules.pcare.shapes import (
    CREATED,
    coded,
    created,
    listed,
    nothing,
    page_of,
    refused,
)
from titian.bridging.rules.status_words import SCHEME_WORDS
from titian.bridging.rules.wire_fields import day_said
from titian.bridging.services.pcare.checks import require_codes, service_of
from titian.bridging.services.pcare.people import person_of, whole
from titian.bridging.types.wire import Call, Reply, Route, Wire, bare, sealed
from titian.members import selectors as members_read
from titian.members.types import Participant, Status
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.errors import VisitUnknown
from titian.visits.types import CodeList, Coming, Registered, VisitView


def register(call: Call) -> Reply:
    said = shown.said(call.body)
    require_codes(said.notes)
    whose = person_of(call, said.card, on=said.day)
    require_active(whose)
    registered = come(call, said, whose)
    return sealed(created("noUrut", registered.registration), message=CREATED, code=201)


def come(call: Call, said: shown.Said, whose: Participant) -> Registered:
    """The one row of this person's coming to this service on this day."""
    service = service_of(call, said.service_code)
    there = visits_read.find_visit(
        facility_id=call.caller.facility_id,
        person_id=whose.standing.person_id,
        service_code=service.code,
        on=said.day,
        viewer=call.by,
    )
    if there is not None:
        return Registered(there.visit_id, there.registration, there.state, is_new=False)
    coming = Coming(
        person_id=whose.standing.person_id,
        facility_id=call.caller.facility_id,
        service_code=service.code,
        service_name=service.name,
        on=said.day,
        care_kind=said.care_kind,
        complaint=said.complaint,
        vitals=said.vitals,
        notes=said.notes,
    )
    return visits.register_visit(coming=coming, by=call.by, at=call.at)


def require_active(whose: Participant) -> None:
    """Only active members are treated on the scheme (domain-rules §1.5)."""
    if whose.status is not Status.AKTIF:
        raise refused(f"Peserta tidak aktif: {SCHEME_WORDS[whose.status]}")


def by_number(call: Call) -> Reply:
    view = _found(call)
    whose = _people(call, [view])[view.person_id]
    return sealed(_shown(call, view, whole(call, whose)))


def of_day(call: Call) -> Reply:
    day = day_said(call.values["tglDaftar"])
    start, limit = page_of(call.values["start"], call.values["limit"])
    facility = call.caller.facility_id
    views = visits_read.registrations(
        facility_id=facility, on=day, viewer=call.by, start=start, limit=limit
    )
    count = visits_read.count_registrations(facility, day, viewer=call.by)
    if not count:
        raise nothing()
    people = _people(call, views)
    rows = (_shown(call, view, people_shown.short(people[view.person_id])) for view in views)
    return sealed(listed(rows, count))


def cancel(call: Call) -> Reply:
    view = _found(call)
    whose = _people(call, [view])[view.person_id]
    if whose.card_number != call.values["noKartu"] or view.service_code != call.values["kdPoli"]:
        raise VisitUnknown
    visits.cancel_visit(visit_id=view.visit_id, by=call.by, at=call.at)
    return bare()


def _found(call: Call) -> VisitView:
    return visits_read.registration(
        facility_id=call.caller.facility_id,
        on=day_said(call.values["tglDaftar"]),
        registration=call.values["noUrut"].upper(),
        viewer=call.by,
        at=call.at,
    )


def _people(call: Call, views: list[VisitView]) -> Mapping[int, Participant]:
    ids = {view.person_id for view in views}
    return members_read.participants(ids, viewer=call.by, on=call.on, at=call.at)


def _shown(call: Call, view: VisitView, person: Mapping[str, object]) -> dict[str, object]:
    place = shown.place_of_care(view)
    name = visits_read.code_name(CodeList.PLACE_OF_CARE, place)
    return {
        "noUrut": view.registration,
        "tgldaftar": shown.day_told(view),
        "providerPelayanan": people_shown.provider(call.caller.scheme_code, call.caller.name),
        "peserta": person,
        "poli": shown.service(view.service_code, view.service_name),
        "keluhan": view.complaint,
        "kunjSakit": bool(view.notes.get("is_sick", shown.is_for_sick(view.service_code))),
        "status": shown.state_name(view),
        **shown.numbers(view),
        "tkp": coded(place, name, "Tkp"),
    }


ROUTES = (
    Route(Wire.PCARE, ("POST",), "/pendaftaran", register),
    Route(Wire.PCARE, ("GET",), "/pendaftaran/noUrut/{noUrut}/tglDaftar/{tglDaftar}", by_number),
    Route(Wire.PCARE, ("GET",), "/pendaftaran/tglDaftar/{tglDaftar}/{start}/{limit}", of_day),
    Route(
        Wire.PCARE,
        ("DELETE",),
        "/pendaftaran/peserta/{noKartu}/tglDaftar/{tglDaftar}/noUrut/{noUrut}/kdPoli/{kdPoli}",
        cancel,
    ),
)
