"""Appointment, ServiceRequest and ClaimResponse: only what is the caller's own affair."""

from datetime import date

from titian.bridging.errors import FhirRefused
from titian.bridging.rules.fhir import asking
from titian.bridging.rules.fhir import care as shapes
from titian.bridging.services.fhir.ids import number, patient_id
from titian.bridging.services.fhir.people import person_asked
from titian.bridging.types.fhir import DayRange, FhirCall, Node, Part, Question
from titian.claims import selectors as claims_read
from titian.claims.types import ClaimView
from titian.kernel.errors import Kind, Refusal
from titian.queue import selectors as queue_read
from titian.queue.types import AppointmentView
from titian.referrals import selectors as referrals_read
from titian.referrals.types import ControlLetterView, ReferralView
from titian.visits import selectors as visits_read

_EVER = date(2014, 1, 1)
Paper = ReferralView | ControlLetterView


def read_appointment(call: FhirCall, resource_id: str) -> Node | None:
    ticket_id = number(resource_id)
    found = (
        queue_read.find_appointment(
            ticket_id, facility_id=call.caller.facility_id, viewer=call.by, at=call.at
        )
        if ticket_id
        else None
    )
    return _appointment(found, call) if found else None


def search_appointments(call: FhirCall, question: Question) -> Part:
    """Of a person, of days, or of a person on days."""
    person_id = person_asked(call, question)
    allowed = asking.days(question.values.get("date", ()))
    if question.one("patient") and person_id is None:
        return Part([], 0)
    if person_id is None and allowed.first is None:
        raise FhirRefused(400, "required", "Sebutkan patient atau date")
    found = queue_read.appointments(
        call.caller.facility_id,
        viewer=call.by,
        at=call.at,
        person_id=person_id,
        first=allowed.first,
        last=allowed.last,
        skip=question.skip,
        count=question.count,
    )
    return Part([_appointment(one, call) for one in found], None)


def read_service_request(call: FhirCall, resource_id: str) -> Node | None:
    """A referral or a control letter by its number, made by the caller or leading to it."""
    found = _paper_numbered(call, resource_id)
    return _paper(found, call) if found else None


def search_service_requests(call: FhirCall, question: Question) -> Part:
    """By number, of a person, or of days; every parameter is to be true."""
    person_id = person_asked(call, question)
    allowed = asking.days(question.values.get("authored", ()))
    if told := (question.one("identifier") or question.one("_id")):
        own = _paper_numbered(call, asking.token(told)[1])
        every = [own] if own else []
    elif question.one("patient"):
        every = _of_person(person_id, call) if person_id else []
    else:
        every = _written(allowed, call)
    papers = {
        one.number: one
        for one in every
        if allowed.holds(one.issued_on)
        and (not question.one("patient") or one.person_id == person_id)
    }
    return question.part([_paper(one, call) for one in papers.values()])


def read_claim_response(call: FhirCall, resource_id: str) -> Node | None:
    found = claims_read.claims_of_letters([resource_id], viewer=call.by, at=call.at)
    return _claim(call, found[0]) if found else None


def search_claim_responses(call: FhirCall, question: Question) -> Part:
    """By the letter's number, or all of a person at the caller's facility."""
    if told := (question.one("identifier") or question.one("_id")):
        numbers = [asking.token(told)[1]]
    elif question.one("patient"):
        person_id = person_asked(call, question)
        letters = (
            visits_read.letters_of(
                person_id,
                facility_id=call.caller.facility_id,
                first=_EVER,
                last=call.on,
                viewer=call.by,
                at=call.at,
            )
            if person_id
            else []
        )
        numbers = [one.number for one in letters]
    else:
        raise FhirRefused(400, "required", "Sebutkan patient atau identifier")
    found = claims_read.claims_of_letters(numbers, viewer=call.by, at=call.at)
    return question.part([_claim(call, one) for one in found])


def _appointment(one: AppointmentView, call: FhirCall) -> Node:
    whose = "" if one.person_id is None else patient_id(one.person_id, call)
    return shapes.appointment(one, patient_id=whose, location=call.caller.facility_code)


def _paper_numbered(call: FhirCall, paper_number: str) -> Paper | None:
    for read in (referrals_read.referral, referrals_read.control_letter):
        try:
            return read(paper_number, viewer=call.by, at=call.at)
        except Refusal as refusal:
            if refusal.kind is not Kind.NOT_FOUND:
                raise
    return None


def _of_person(person_id: int, call: FhirCall) -> list[Paper]:
    return [
        *referrals_read.referrals_of(person_id, viewer=call.by, at=call.at),
        *referrals_read.control_letters_of(person_id, viewer=call.by, at=call.at),
    ]


def _written(allowed: DayRange, call: FhirCall) -> list[Paper]:
    """What leads to the caller's facility or was written there."""
    if allowed.first is None:
        raise FhirRefused(400, "required", "Sebutkan patient, identifier atau authored")
    here, first, last = call.caller.facility_id, allowed.first, allowed.last or call.on
    return [
        *referrals_read.referrals_received(here, first, last, viewer=call.by),
        *referrals_read.referrals_written(here, first, last, viewer=call.by),
        *referrals_read.control_letters_written(here, first, last, viewer=call.by),
    ]


def _paper(one: Paper, call: FhirCall) -> Node:
    whose = patient_id(one.person_id, call)
    if isinstance(one, ReferralView):
        return shapes.referral(one, patient_id=whose, on=call.on)
    return shapes.control_letter(one, patient_id=whose, on=call.on)


def _claim(call: FhirCall, one: ClaimView) -> Node:
    return shapes.claim_response(one, patient_id=patient_id(one.person_id, call))
