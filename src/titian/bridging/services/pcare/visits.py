"""`/kunjungan`: what was found at a visit, and the referral it ends with."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from django.db import transaction

from titian.bridging.rules import wire_fields as fields
from titian.bridging.rules.pcare import referring
from titian.bridging.rules.pcare import visits as shown
from titian.bridging.rules.pcare.shapes import CREATED, created, refused
from titian.bridging.rules.wire_envelopes import json_of
from titian.bridging.rules.wire_keys import wire_key
from titian.bridging.services.pcare.checks import (
    diagnosis_of,
    hospital_of,
    practitioner_of,
    require_codes,
)
from titian.bridging.services.pcare.people import person_of
from titian.bridging.services.pcare.registrations import come, require_active
from titian.bridging.types.wire import Call, Reply, Route, Wire, bare, sealed
from titian.members.types import Participant
from titian.referrals import services as referrals
from titian.referrals.errors import PathSkipped
from titian.referrals.types import Exemption, NewReferral, ReferralChange, ReferralKind, Source
from titian.visits import selectors as visits_read
from titian.visits import services as visits
from titian.visits.types import Findings, VisitState, VisitView

_PLAIN = "Y"  # in the numbers of visits without a referral; P stands in those with one


def record(call: Call) -> Reply:
    """Visit and referral are written together or not at all."""
    said = shown.said(call.body)
    require_codes(said.notes)
    found, onward = _findings(call), referring.onward(call.body)
    _require_reason(found, onward, said)
    key = wire_key(call, "pcare.visit", said.card, said.day, json_of(call.body))
    whose = person_of(call, said.card, on=said.day)
    with transaction.atomic():
        registered = come(call, _in_service(call, said, whose), whose)
        if registered.is_new:  # who was registered was covered then
            require_active(whose)
        before = visits_read.visit(registered.visit_id, viewer=call.by, at=call.at)
        number = ""
        if onward and before.state is not VisitState.ENDED:
            number = _refer(call, onward, found, before)
        view = visits.record_visit(
            visit_id=registered.visit_id,
            found=_onto(before, found, number),
            number_letter=_PLAIN,
            number=number,
            client_key=key,
            by=call.by,
            at=call.at,
        )
    return sealed([created("noKunjungan", view.number)], message=CREATED, code=201)


def _in_service(call: Call, said: shown.Said, whose: Participant) -> shown.Said:
    """Programs that leave the service out mean the one the person is registered for."""
    if said.service_code:
        return said
    there = visits_read.find_visit(
        facility_id=call.caller.facility_id,
        person_id=whose.standing.person_id,
        on=said.day,
        viewer=call.by,
    )
    return replace(said, service_code=there.service_code) if there else said


def change(call: Call) -> Reply:
    number = fields.text(call.body, "noKunjungan", longest=19)
    if not number:
        raise refused("noKunjungan belum diisi")
    notes = shown.notes(call.body)
    require_codes(notes)
    found, onward = _findings(call), referring.onward(call.body)
    with transaction.atomic():
        view = visits_read.visit_by_number(number, viewer=call.by, at=call.at)
        referral = view.referral_number
        if onward and referral:
            _change_referral(call, referral, onward, found)
        elif onward:
            referral = _refer(call, onward, found, view)
        whole = _onto(view, found, referral)
        visits.change_visit(visit_id=view.visit_id, found=whole, by=call.by, at=call.at)
    return bare()


@transaction.atomic
def withdraw(call: Call) -> Reply:
    """A referral that nobody used goes with it; one that was used keeps the visit as it is."""
    view = visits_read.visit_by_number(call.values["noKunjungan"], viewer=call.by, at=call.at)
    if view.referral_number:
        referrals.withdraw_referral(number=view.referral_number, by=call.by, at=call.at)
    visits.withdraw_record(visit_id=view.visit_id, by=call.by, at=call.at)
    return bare()


def _findings(call: Call) -> Findings:
    body = call.body
    codes = {
        name: fields.text(body, name, longest=10) for name in ("kdDiag1", "kdDiag2", "kdDiag3")
    }
    if not codes["kdDiag1"]:
        raise refused("kdDiag1 belum diisi")
    doctor = practitioner_of(call, fields.text(body, "kdDokter", longest=12))
    notes = shown.notes(body)
    return Findings(
        diagnoses=tuple(diagnosis_of(name, code) for name, code in codes.items() if code),
        outcome=shown.outcome(notes),
        ended_on=_ended(call),
        complaint=fields.text(body, "keluhan") or None,
        practitioner_id=doctor.id if doctor else None,
        vitals=shown.measured(body) or None,
        notes=notes or None,
    )


def _ended(call: Call) -> date | None:
    return fields.day(call.body, "tglPulang") or fields.day(call.body, "tglDaftar")


def _onto(before: VisitView, found: Findings, referral_number: str) -> Findings:
    """What was written at the registration stays unless it is said anew."""
    return replace(
        found,
        vitals={**before.vitals, **(found.vitals or {})},
        notes={**before.notes, **(found.notes or {})},
        referral_number=referral_number,
    )


def _require_reason(found: Findings, onward: referring.Onward | None, said: shown.Said) -> None:
    if onward:
        is_first_care = visits_read.is_first_care(found.diagnoses[0].code)
        referring.require_reason(is_first_care=is_first_care, notes=said.notes)


def _refer(call: Call, onward: referring.Onward, found: Findings, view: VisitView) -> str:
    wanted = NewReferral(
        person_id=view.person_id,
        from_facility_id=call.caller.facility_id,
        to_facility_id=hospital_of(onward.hospital_code).id,
        kind=ReferralKind.FULL,
        specialty_code=onward.specialty_code,
        diagnosis_code=found.diagnoses[0].code,
        issued_on=view.day,
        planned_on=onward.planned_on,
        note=onward.note,
        complaint=found.complaint or "",
        practitioner_id=found.practitioner_id,
        source=Source.BRIDGE,
    )
    try:
        return referrals.refer(wanted=wanted, client_key=uuid4(), by=call.by, at=call.at)
    except PathSkipped:
        if onward.exemption is Exemption.NONE:
            raise
    exempt = replace(wanted, exemption=onward.exemption)
    return referrals.refer(wanted=exempt, client_key=uuid4(), by=call.by, at=call.at)


def _change_referral(call: Call, number: str, onward: referring.Onward, found: Findings) -> None:
    changes = ReferralChange(
        planned_on=onward.planned_on,
        to_facility_id=hospital_of(onward.hospital_code).id,
        specialty_code=onward.specialty_code,
        diagnosis_code=found.diagnoses[0].code,
        note=onward.note,
    )
    referrals.change_referral(number=number, changes=changes, by=call.by, at=call.at)


_RECORDS = tuple(
    Route(Wire.PCARE, (method,), template, handle)
    for template in ("/kunjungan", "/kunjungan/v1")
    for method, handle in (("POST", record), ("PUT", change))
)
ROUTES = (
    *_RECORDS,
    Route(Wire.PCARE, ("DELETE",), "/kunjungan/{noKunjungan}", withdraw),
)
