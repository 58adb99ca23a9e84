"""Appointment, ServiceRequest and ClaimResponse: booked, referred, paid."""

from datetime import date

from titian.bridging.rules.fhir import values
from titian.bridging.rules.fhir.values import concept, day, identifier, instant, node, reference
from titian.bridging.types.fhir import FhirType, Node
from titian.claims.types import ClaimState, ClaimView
from titian.kernel.periods import day_of
from titian.queue.types import AppointmentView, TicketState
from titian.referrals.types import Coded, ControlLetterView, LetterKind, PaperState, ReferralView

_APPOINTMENT = {
    TicketState.BOOKED: "booked",
    TicketState.PRESENT: "checked-in",
    TicketState.CALLED: "arrived",
    TicketState.SKIPPED: "checked-in",
    TicketState.DONE: "fulfilled",
    TicketState.CANCELLED: "cancelled",
    TicketState.MOVED: "cancelled",
    TicketState.UNSERVED: "cancelled",
    TicketState.ABSENT: "noshow",
}
_ORDER = {
    PaperState.OPEN: "active",
    PaperState.USED: "completed",
    PaperState.WITHDRAWN: "revoked",
}
_OUTCOME = {
    ClaimState.SUBMITTED: "queued",
    ClaimState.COMPLETE: "queued",
    ClaimState.CHECKING: "queued",
    ClaimState.DISPUTED: "queued",
    ClaimState.RETURNED: "partial",
    ClaimState.APPROVED: "complete",
    ClaimState.PAID: "complete",
    ClaimState.REFUSED: "complete",
    ClaimState.EXPIRED: "error",
}
_CLAIM_SAID = {
    ClaimState.SUBMITTED: "Diajukan",
    ClaimState.COMPLETE: "Berkas lengkap",
    ClaimState.CHECKING: "Sedang diverifikasi",
    ClaimState.RETURNED: "Pending: dikembalikan untuk diperbaiki",
    ClaimState.APPROVED: "Layak",
    ClaimState.REFUSED: "Tidak layak",
    ClaimState.DISPUTED: "Dispute",
    ClaimState.PAID: "Dibayar",
    ClaimState.EXPIRED: "Kedaluwarsa",
}
_LETTER_SAID = {LetterKind.CONTROL: "Surat kontrol", LetterKind.ADMISSION: "Surat rawat inap"}


def appointment(booked: AppointmentView, *, patient_id: str, location: str) -> Node:
    """A number in a line; somebody without a record (a guest) is named only as present."""
    who = reference("Patient", patient_id) if patient_id else node(display="Pasien tanpa kartu")
    return node(
        resourceType=FhirType.APPOINTMENT.value,
        id=str(booked.ticket_id),
        identifier=[identifier(values.TICKET_CODE, booked.code)],
        status=_APPOINTMENT[booked.state],
        serviceType=[concept(values.SERVICE, booked.service_code, booked.service_name)],
        description=f"Nomor {booked.label}",
        start=instant(booked.starts_at),
        end=instant(booked.ends_at),
        slot=[reference("Slot", str(booked.session_id))],
        created=instant(booked.booked_at),
        participant=[
            {"actor": who, "required": "required", "status": "accepted"},
            {
                "actor": reference("Location", location),
                "required": "information-only",
                "status": "accepted",
            },
            {
                "actor": {"display": booked.practitioner_name},
                "required": "information-only",
                "status": "accepted",
            },
        ],
    )


def referral(one: ReferralView, *, patient_id: str, on: date) -> Node:
    to = one.to_facility
    return node(
        resourceType=FhirType.SERVICE_REQUEST.value,
        id=one.number,
        identifier=[identifier(values.REFERRAL_NUMBER, one.number)],
        status=_ORDER[one.state] if not one.is_expired(on) else "revoked",
        intent="order",
        category=[node(text="Rujukan")],
        code=_service(one.specialty, "Rujuk balik"),
        subject=reference("Patient", patient_id),
        occurrencePeriod=values.period(day(one.planned_on), day(one.valid_until)),
        authoredOn=day(one.issued_on),
        requester=reference("Organization", one.from_facility.code, one.from_facility.name),
        performer=[reference("Organization", to.code, to.name)] if to else [],
        reasonCode=[_icd(one.diagnosis)],
        note=[{"text": text} for text in (one.complaint, one.note, _lapsed(one, on)) if text],
    )


def control_letter(one: ControlLetterView, *, patient_id: str, on: date) -> Node:
    return node(
        resourceType=FhirType.SERVICE_REQUEST.value,
        id=one.number,
        identifier=[identifier(values.CONTROL_NUMBER, one.number)],
        status=_ORDER[one.state] if not one.is_expired(on) else "revoked",
        intent="order",
        category=[node(text=_LETTER_SAID[one.kind])],
        code=_service(one.specialty, _LETTER_SAID[one.kind]),
        subject=reference("Patient", patient_id),
        occurrencePeriod=values.period(day(one.planned_on), day(one.valid_until)),
        authoredOn=day(one.issued_on),
        requester=reference("Organization", one.facility.code, one.facility.name),
        performer=[
            reference("Organization", one.facility.code, one.facility.name),
            node(
                display=one.practitioner_name,
                identifier=identifier(values.DOCTOR_CODE, str(one.practitioner_code))
                if one.practitioner_code
                else {},
            ),
        ],
        reasonCode=[_icd(one.diagnosis)] if one.diagnosis else [],
        note=[{"text": _lapsed(one, on)}] if _lapsed(one, on) else [],
    )


def claim_response(claim: ClaimView, *, patient_id: str) -> Node:
    """What became of a claim that was sent; `state` is any but PREPARED."""
    costs = claim.costs
    return node(
        resourceType=FhirType.CLAIM_RESPONSE.value,
        id=claim.letter_number,
        identifier=[identifier(values.LETTER_NUMBER, claim.letter_number)],
        status="active",
        type=concept(values.hl7("claim-type"), "institutional"),
        use="claim",
        patient=reference("Patient", patient_id),
        created=day(day_of(claim.steps[0].at) if claim.steps else claim.issued_on),
        insurer=values.INSURER,
        requestor=reference("Organization", claim.facility_code, claim.facility_name),
        request=node(
            identifier=identifier(values.LETTER_NUMBER, claim.letter_number), display="SEP"
        ),
        outcome=_OUTCOME[claim.state],
        disposition=_CLAIM_SAID[claim.state],
        total=[
            *([_total("submitted", costs.asked)] if costs else []),
            *([_total("benefit", claim.approved)] if claim.approved is not None else []),
        ],
        processNote=[{"text": claim.words}] if claim.words else [],
    )


def _total(category: str, rupiah: int) -> Node:
    return {
        "category": concept(values.hl7("adjudication"), category),
        "amount": values.money(rupiah),
    }


def _service(specialty: Coded, otherwise: str) -> Node:
    if not specialty.code:
        return node(text=otherwise)
    return concept(values.SERVICE, specialty.code, specialty.name)


def _icd(diagnosis: Coded) -> Node:
    return concept(values.ICD10, diagnosis.code, diagnosis.name)


def _lapsed(one: ReferralView | ControlLetterView, on: date) -> str:
    return f"Masa berlaku habis {one.valid_until.isoformat()}" if one.is_expired(on) else ""
