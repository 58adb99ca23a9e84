"""Is somebody covered on a day: asked once, answered once, kept with what was true then."""

from datetime import date, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction

from titian.bridging.errors import FhirRefused
from titian.bridging.models import EligibilityCheck
from titian.bridging.rules.fhir import asking
from titian.bridging.rules.fhir import people as shapes
from titian.bridging.selectors.fhir import eligibilities_of, eligibility_view, find_eligibility
from titian.bridging.services.fhir.ids import number, patient_id
from titian.bridging.services.fhir.people import by_reference, person_asked
from titian.bridging.types.fhir import EligibilityView, FhirCall, FhirType, Node, Part, Question
from titian.bridging.types.wire import Json
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.members.types import Status
from titian.platform.audit.services import Entry, record

_PURPOSES = {"auth-requirements", "benefits", "discovery", "validation"}
_FARTHEST = timedelta(days=366)
_LONGEST = 200


def create_request(call: FhirCall, body: Node) -> tuple[Node, bool]:
    """Ask; the answer is there at once under the same id. The same identifier again is the same
    question: `False` says that nothing new was made.
    """
    identifier = _identifier(body.get("identifier"))
    key = sha256("|".join(identifier).encode()).digest() if identifier[1] else None
    if key and (before := EligibilityCheck.objects.filter(consumer=call.row_id, asker_key=key)[:1]):
        return _request(eligibility_view(before[0]), call), False
    serviced_on, purposes = _day(call, body.get("servicedDate")), _purposes(body.get("purpose"))
    asked = body.get("patient")
    person = by_reference(call, asked) if isinstance(asked, dict) else None
    if person is None:
        raise FhirRefused(422, "not-found", "Pasien tidak ditemukan")
    then = members_read.participant(
        person.standing.person_id, viewer=call.by, on=serviced_on, at=call.at
    )
    row = EligibilityCheck(
        consumer_id=call.row_id,
        person_id=person.standing.person_id,
        purposes=purposes,
        serviced_on=serviced_on,
        asked_at=call.at,
        is_covered=then.status is Status.AKTIF,
        status=then.status,
        identifier_system=identifier[0],
        identifier_value=identifier[1],
        asker_key=key,
    )
    return _kept(row, call, key)


def _kept(row: EligibilityCheck, call: FhirCall, key: bytes | None) -> tuple[Node, bool]:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            target = f"person:{row.person_id}"
            record(Entry(call.by, "bridging.asked_eligibility", target), at=call.at)
    except IntegrityError:
        before = EligibilityCheck.objects.get(consumer=call.row_id, asker_key=key)
        return _request(eligibility_view(before), call), False
    return _request(eligibility_view(row), call), True


def read_request(call: FhirCall, resource_id: str) -> Node | None:
    found = _own(call, resource_id)
    return _request(found, call) if found else None


def search_requests(call: FhirCall, question: Question) -> Part:
    found = _asked(call, question)
    return question.part([_request(one, call) for one in found])


def read_response(call: FhirCall, resource_id: str) -> Node | None:
    found = _own(call, resource_id)
    return _response(found, call) if found else None


def search_responses(call: FhirCall, question: Question) -> Part:
    found = _asked(call, question)
    return question.part([_response(one, call) for one in found])


def _asked(call: FhirCall, question: Question) -> list[EligibilityView]:
    """By the question, or all about a person; every parameter is to be true."""
    person_id = person_asked(call, question)
    if told := question.one("request"):
        own = _own(call, asking.referred(told, FhirType.ELIGIBILITY_REQUEST))
        every = [own] if own else []
    elif question.one("patient"):
        every = eligibilities_of(person_id, consumer_row=call.row_id) if person_id else []
    else:
        raise FhirRefused(400, "required", "Sebutkan patient")
    allowed = asking.days(question.values.get("created", ()))
    return [
        one
        for one in every
        if allowed.holds(day_of(one.asked_at))
        and (not question.one("patient") or one.person_id == person_id)
    ]


def _own(call: FhirCall, resource_id: str) -> EligibilityView | None:
    found = number(resource_id)
    return find_eligibility(found, consumer_row=call.row_id) if found else None


def _request(one: EligibilityView, call: FhirCall) -> Node:
    return shapes.eligibility_request(one, patient_id=patient_id(one.person_id, call))


def _response(one: EligibilityView, call: FhirCall) -> Node:
    return shapes.eligibility_response(one, patient_id=patient_id(one.person_id, call))


def _identifier(told: Json) -> tuple[str, str]:
    first = told[0] if isinstance(told, list) and told else None
    if not isinstance(first, dict):
        return "", ""
    system, value = first.get("system", ""), first.get("value", "")
    if not isinstance(system, str) or not isinstance(value, str):
        raise FhirRefused(422, "structure", "identifier tidak sesuai")
    if len(system) > _LONGEST or len(value) > _LONGEST or not (system + value).isprintable():
        raise FhirRefused(422, "value", "identifier terlalu panjang atau bukan tulisan")
    return system, value


def _purposes(told: Json) -> list[str]:
    purposes = [one for one in told if isinstance(one, str)] if isinstance(told, list) else []
    if not purposes or not set(purposes) <= _PURPOSES:
        raise FhirRefused(422, "required", "purpose harus diisi, misalnya validation")
    return list(dict.fromkeys(purposes))


def _day(call: FhirCall, told: Json) -> date:
    if told is None:
        return call.on
    try:
        on = date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        on = None
    if on is None or abs(on - call.on) > _FARTHEST:
        raise FhirRefused(422, "value", "servicedDate harus yyyy-mm-dd, paling jauh setahun")
    return on
