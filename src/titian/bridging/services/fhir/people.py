"""Patient and Coverage: whoever has the number in hand, with a look written down."""

from titian.bridging.errors import FhirRefused
from titian.bridging.rules.fhir import asking, values
from titian.bridging.rules.fhir import people as shapes
from titian.bridging.services.fhir.ids import find_person, patient_id
from titian.bridging.types.fhir import FhirCall, FhirType, Node, Part, Question
from titian.members import selectors as members_read
from titian.members.errors import PersonUnknown
from titian.members.types import Participant

_NIK, _CARD = 16, 13


def read_patient(call: FhirCall, resource_id: str) -> Node | None:
    found = _known(call, resource_id)
    return _patient(found, call) if found else None


def search_patients(call: FhirCall, question: Question) -> Part:
    """By NIK or card number, or by an id that was found before."""
    found = _found(call, question.values.get("identifier", ()), question.values.get("_id", ()))
    return question.part([_patient(one, call) for one in found])


def read_coverage(call: FhirCall, resource_id: str) -> Node | None:
    found = _known(call, resource_id)
    return _coverage(found, call) if found else None


def search_coverages(call: FhirCall, question: Question) -> Part:
    asked = (*question.values.get("beneficiary", ()), *question.values.get("patient", ()))
    ids = [asking.referred(one, FhirType.PATIENT) for one in asked]
    numbers = question.values.get("identifier", ())
    found = _found(call, numbers, (*question.values.get("_id", ()), *ids))
    return question.part([_coverage(one, call) for one in found])


def by_reference(call: FhirCall, asked: Node) -> Participant | None:
    """A reference of a body: "Patient/…", or an identifier without one."""
    told = asked.get("reference")
    if isinstance(told, str) and told:
        return _known(call, asking.referred(told, FhirType.PATIENT))
    named = asked.get("identifier")
    value = named.get("value") if isinstance(named, dict) else None
    system = named.get("system", "") if isinstance(named, dict) else ""
    if not isinstance(value, str) or not isinstance(system, str):
        return None
    return _numbered(call, system, value)


def person_asked(call: FhirCall, question: Question) -> int | None:
    """The person of the parameter `patient`; None when there is none of that id."""
    told = question.one("patient")
    return find_person(asking.referred(told, FhirType.PATIENT), call) if told else None


def _found(call: FhirCall, numbers: tuple[str, ...], ids: tuple[str, ...]) -> list[Participant]:
    """Those whom every parameter means; FHIR's parameters are all to be true."""
    if not numbers and not ids:
        raise FhirRefused(400, "required", "Sebutkan identifier (NIK atau nomor kartu) atau _id")
    each = [
        *(_numbered(call, *asking.token(one)) for one in numbers),
        *(_known(call, one) for one in ids),
    ]
    people = {one.standing.person_id: one for one in each if one}
    return list(people.values()) if len(people) == 1 and all(each) else []


def _numbered(call: FhirCall, system: str, value: str) -> Participant | None:
    asked = (system, len(value))
    fits = value.isascii() and value.isdecimal()
    try:
        if fits and asked in ((values.NIK, _NIK), ("", _NIK)):
            return members_read.participant_by_nik(value, viewer=call.by, on=call.on, at=call.at)
        if fits and asked in ((values.CARD, _CARD), ("", _CARD)):
            return members_read.participant_by_card(value, viewer=call.by, on=call.on, at=call.at)
    except PersonUnknown:
        pass
    return None


def _known(call: FhirCall, resource_id: str) -> Participant | None:
    person_id = find_person(resource_id, call)
    if person_id is None:
        return None
    try:
        return members_read.participant(person_id, viewer=call.by, on=call.on, at=call.at)
    except PersonUnknown:
        return None


def _patient(person: Participant, call: FhirCall) -> Node:
    return shapes.patient(person, patient_id=patient_id(person.standing.person_id, call))


def _coverage(person: Participant, call: FhirCall) -> Node:
    own = patient_id(person.standing.person_id, call)
    return shapes.coverage(person, patient_id=own, base=call.base)
