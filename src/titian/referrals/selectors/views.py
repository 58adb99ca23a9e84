"""Rows put into records."""

import json
from datetime import date

from titian.facilities import selectors as facilities_read
from titian.referrals.errors import DiagnosisUnknown, ProcedureUnknown
from titian.referrals.models import ControlLetter, Referral, SpecialReferral
from titian.referrals.rules.validity import Paper
from titian.referrals.selectors.reference import diagnosis, procedure
from titian.referrals.types import (
    CareKind,
    Coded,
    ControlLetterView,
    Exemption,
    LetterKind,
    Origin,
    PaperState,
    Place,
    ReferralKind,
    ReferralView,
    Source,
    SpecialView,
)

REFERRALS = Referral.objects.select_related(
    "from_facility", "to_facility", "practitioner"
).prefetch_related("specials")
LETTERS = ControlLetter.objects.select_related("facility", "practitioner")


def referral_view(row: Referral) -> ReferralView:
    doctor = row.practitioner
    return ReferralView(
        number=row.number,
        person_id=row.person_id,
        kind=ReferralKind(row.kind),
        origin=Origin(row.origin),
        exemption=Exemption(row.exemption),
        from_facility=_from(row),
        to_facility=_to(row),
        specialty=specialty(row.specialty_code),
        care_kind=CareKind(row.care_kind),
        diagnosis=_diagnosis(row.diagnosis_sealed),
        note=row.note_sealed or "",
        complaint=row.complaint_sealed or "",
        practitioner_id=row.practitioner_id,
        practitioner_name=doctor.name if doctor else "",
        from_letter=row.from_letter,
        issued_on=row.issued_on,
        planned_on=row.planned_on,
        valid_until=row.valid_until,
        state=PaperState(row.state),
        used_on=row.used_on,
        used_by_letter=row.used_by_letter,
        source=Source(row.source),
        written_at=row.written_at,
        specials=tuple(special_view(one, row) for one in _alive(row)),
    )


def special_view(one: SpecialReferral, of: Referral) -> SpecialView:
    return SpecialView(
        id=one.pk,
        number=of.number,
        person_id=of.person_id,
        diagnoses=tuple(_diagnosis(code) for code in json.loads(one.diagnoses_sealed)),
        procedures=tuple(_procedure(code) for code in json.loads(one.procedures_sealed)),
        starts_on=one.starts_on,
        ends_on=one.ends_on,
    )


def letter_view(row: ControlLetter) -> ControlLetterView:
    code = row.diagnosis_sealed
    return ControlLetterView(
        number=row.number,
        kind=LetterKind(row.kind),
        person_id=row.person_id,
        facility=_at(row),
        practitioner_id=row.practitioner_id,
        practitioner_name=row.practitioner.name,
        practitioner_code=row.practitioner.scheme_code or 0,
        specialty=specialty(row.specialty_code),
        from_letter=row.from_letter,
        from_specialty=specialty(row.from_specialty_code),
        diagnosis=_diagnosis(code) if code else None,
        issued_on=row.issued_on,
        planned_on=row.planned_on,
        valid_until=row.valid_until,
        state=PaperState(row.state),
        used_on=row.used_on,
        used_by_letter=row.used_by_letter,
        source=Source(row.source),
        written_at=row.written_at,
        prb_form=json.loads(row.prb_form_sealed) if row.prb_form_sealed else {},
    )


def referral_paper(row: Referral, on: date) -> Paper:
    """What decides about its use; the special referrals in force on the day count."""
    many = [one.ends_on for one in _alive(row) if one.starts_on <= on]
    return Paper(
        number=row.number,
        state=PaperState(row.state),
        first_on=row.issued_on,
        valid_until=row.valid_until,
        facility_id=row.to_facility_id,
        facility_name=row.to_facility.name if row.to_facility else "",
        used_by_letter=row.used_by_letter,
        many_until=max(many, default=None),
    )


def letter_paper(row: ControlLetter) -> Paper:
    return Paper(
        number=row.number,
        state=PaperState(row.state),
        first_on=row.planned_on,
        valid_until=row.valid_until,
        facility_id=row.facility_id,
        facility_name=row.facility.name,
        used_by_letter=row.used_by_letter,
    )


def specialty(code: str) -> Coded:
    return Coded(code, facilities_read.specialty_name(code))


def _alive(row: Referral) -> list[SpecialReferral]:
    alive = [one for one in row.specials.all() if one.withdrawn_at is None]
    return sorted(alive, key=lambda one: one.starts_on)


def _from(row: Referral) -> Place:
    here = row.from_facility
    return Place(here.pk, here.code, here.name, here.scheme_code or "")


def _to(row: Referral) -> Place | None:
    there = row.to_facility
    return Place(there.pk, there.code, there.name, there.scheme_code or "") if there else None


def _at(row: ControlLetter) -> Place:
    here = row.facility
    return Place(here.pk, here.code, here.name, here.scheme_code or "")


def _diagnosis(code: str) -> Coded:
    """What was written stays readable when a list changes."""
    try:
        return diagnosis(code)
    except DiagnosisUnknown:
        return Coded(code, code)


def _procedure(code: str) -> Coded:
    try:
        return procedure(code)
    except ProcedureUnknown:
        return Coded(code, code)
