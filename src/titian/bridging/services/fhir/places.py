"""Organization, Location, Schedule and Slot: public, so nobody is looked at."""

from titian.bridging.errors import FhirRefused
from titian.bridging.rules.fhir import asking, values
from titian.bridging.rules.fhir import places as shapes
from titian.bridging.services.fhir.ids import number
from titian.bridging.types.fhir import FhirCall, FhirType, Node, Part, Question
from titian.facilities import selectors as facilities_read
from titian.facilities.errors import FacilityUnknown, NotOfFacility
from titian.facilities.types import FacilityView
from titian.kernel.periods import day_of
from titian.queue import selectors as queue_read
from titian.queue.errors import SessionUnknown

_MOST_FOUND, _MOST_SLOTS = 200, 2_000


def read_organization(call: FhirCall, resource_id: str) -> Node | None:
    del call
    found = _facility(resource_id)
    return shapes.organization(found) if found else None


def search_organizations(call: FhirCall, question: Question) -> Part:
    del call
    found = _found(question)
    return question.part(
        [shapes.organization(one) for one in found], whole=len(found) < _MOST_FOUND
    )


def read_location(call: FhirCall, resource_id: str) -> Node | None:
    del call
    found = _facility(resource_id)
    return shapes.location(found) if found else None


def search_locations(call: FhirCall, question: Question) -> Part:
    del call
    asked = question.one("organization")
    if asked:
        own = _facility(asking.referred(asked, FhirType.ORGANIZATION))
        found = [own] if own else []
    else:
        found = _found(question)
    return question.part([shapes.location(one) for one in found], whole=len(found) < _MOST_FOUND)


def read_schedule(call: FhirCall, resource_id: str) -> Node | None:
    """`<service>-<doctor>`."""
    service_id = number(resource_id.partition("-")[0])
    try:
        service = facilities_read.service(service_id) if service_id else None
    except NotOfFacility:
        service = None
    if service is None:
        return None
    facility = facilities_read.facility(service.facility_id)
    sittings = {one.schedule_id: one for one in _sittings(facility, call)}
    own = sittings.get(resource_id)
    return shapes.schedule(own, facility) if own else None


def search_schedules(call: FhirCall, question: Question) -> Part:
    """Those of a place; of the caller's own unless it names another."""
    facility = _place(call, question.one("actor"))
    if facility is None:
        return Part([], 0)
    sittings = _sittings(facility, call)
    if asked := question.one("service-type"):
        code = asking.token(asked)[1]
        sittings = [one for one in sittings if one.service.code == code]
    return question.part([shapes.schedule(one, facility) for one in sittings])


def read_slot(call: FhirCall, resource_id: str) -> Node | None:
    session_id = number(resource_id)
    try:
        return shapes.slot(queue_read.place(session_id, at=call.at)) if session_id else None
    except SessionUnknown:
        return None


def search_slots(call: FhirCall, question: Question) -> Part:
    """Sittings still to come: of a schedule, or all of the caller's facility."""
    facility_id, service_id, practitioner_id = call.caller.facility_id, None, None
    if told := question.one("schedule"):
        first, _, second = asking.referred(told, FhirType.SCHEDULE).partition("-")
        service_id, practitioner_id = number(first) or 0, number(second) or 0
        try:
            facility_id = facilities_read.service(service_id).facility_id
        except NotOfFacility:
            return Part([], 0)
    allowed = asking.days(question.values.get("start", ()))
    found = queue_read.open_places(
        facility_id=facility_id,
        at=call.at,
        service_id=service_id,
        practitioner_id=practitioner_id,
        since=allowed.first,
        until=allowed.last,
        limit=_MOST_SLOTS,
    )
    slots = [shapes.slot(one) for one in found]
    if status := question.one("status"):
        slots = [one for one in slots if one["status"] == asking.token(status)[1]]
    return question.part(slots, whole=len(found) < _MOST_SLOTS)


def _facility(code: str) -> FacilityView | None:
    try:
        return facilities_read.facility_by_code(code)
    except FacilityUnknown:
        return None


def _place(call: FhirCall, actor: str) -> FacilityView | None:
    if not actor:
        return facilities_read.facility(call.caller.facility_id)
    return _facility(asking.referred(actor, FhirType.LOCATION))


def _found(question: Question) -> list[FacilityView]:
    if told := question.one("_id"):
        own = _facility(told)
        return [own] if own else []
    if told := question.one("identifier"):
        system, code = asking.token(told)
        if system in ("", values.FACILITY_CODE) and (one := _facility(code)):
            return [one]
        known = facilities_read.facilities_by_scheme_codes([code])
        return list(known.values()) if system in ("", values.SCHEME_CODE) else []
    if told := question.one("name"):
        return facilities_read.find_facilities(told, limit=_MOST_FOUND, forgiving=False)
    raise FhirRefused(400, "required", "Sebutkan name, identifier atau _id")


def _sittings(facility: FacilityView, call: FhirCall) -> list[shapes.Sitting]:
    """Every doctor who sits for a service there now or later. Three statements."""
    services = {one.id: one for one in facilities_read.services_of(facility.id)}
    doctors = {one.id: one for one in facilities_read.practitioners_of(facility.id)}
    lines = facilities_read.schedules_of(facility.id, on=day_of(call.at))
    pairs = dict.fromkeys((line.service_id, line.practitioner_id) for line in lines)
    return [
        shapes.Sitting(
            services[service],
            doctors[doctor],
            [x for x in lines if (x.service_id, x.practitioner_id) == (service, doctor)],
        )
        for service, doctor in pairs
    ]
