"""The query shapes from which every view of a visit and of a letter is made."""

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from titian.members.types import WardClass
from titian.referrals.types import CareKind, Coded
from titian.visits.models import EligibilityLetter, Visit
from titian.visits.types import (
    Accident,
    Discharge,
    Leaving,
    LetterDetails,
    LetterState,
    LetterView,
    MedicineLine,
    Outcome,
    ProcedureLine,
    Source,
    VisitLine,
    VisitState,
    VisitView,
)

_ISSUED = Prefetch(
    "letters", EligibilityLetter.objects.filter(state=LetterState.ISSUED), to_attr="issued"
)


def visit_rows(condition: Q) -> "QuerySet[Visit]":
    """Visits with everything in them; five statements however many."""
    rows = Visit.objects.filter(condition).select_related("facility", "practitioner")
    return rows.prefetch_related("diagnoses", "procedures", "medicines", _ISSUED)


def line_rows(condition: Q) -> "QuerySet[Visit]":
    """Visits for a list; three statements however many."""
    rows = Visit.objects.filter(condition).select_related("facility", "practitioner")
    return rows.prefetch_related("diagnoses", _ISSUED)


def letter_rows(condition: Q) -> "QuerySet[EligibilityLetter]":
    rows = EligibilityLetter.objects.filter(condition)
    return rows.select_related("facility", "practitioner")


def visit_view(row: Visit) -> VisitView:
    practitioner = row.practitioner
    return VisitView(
        visit_id=row.pk,
        person_id=row.person_id,
        facility_id=row.facility_id,
        facility_code=row.facility.code,
        facility_name=row.facility.name,
        timezone=row.facility.timezone,
        service_code=row.service_code,
        service_name=row.service_name,
        practitioner_id=row.practitioner_id,
        practitioner_name=practitioner.name if practitioner else "",
        care_kind=CareKind(row.care_kind),
        day=row.day,
        came_at=row.came_at,
        registration=row.registration,
        number=row.number or "",
        state=VisitState(row.state),
        outcome=Outcome(row.outcome) if row.outcome else None,
        ended_on=row.ended_on,
        source=Source(row.source),
        ticket_id=row.ticket_id,
        referral_number=row.referral_number,
        complaint=row.complaint,
        vitals=json.loads(row.vitals),
        notes=json.loads(row.notes),
        diagnoses=_diagnoses(row),
        procedures=_procedures(row),
        medicines=_medicines(row),
        letter_number=_letter_number(row),
        is_covered=row.is_covered,
    )


def visit_line(row: Visit) -> VisitLine:
    found = _diagnoses(row)
    return VisitLine(
        visit_id=row.pk,
        person_id=row.person_id,
        facility_name=row.facility.name,
        service_code=row.service_code,
        service_name=row.service_name,
        practitioner_name=row.practitioner.name if row.practitioner else "",
        care_kind=CareKind(row.care_kind),
        day=row.day,
        registration=row.registration,
        number=row.number or "",
        state=VisitState(row.state),
        main_diagnosis=found[0] if found else None,
        letter_number=_letter_number(row),
    )


def letter_view(row: EligibilityLetter) -> LetterView:
    details = details_from(json.loads(row.details))
    return LetterView(
        letter_id=row.pk,
        number=row.number,
        visit_id=row.visit_id,
        person_id=row.person_id,
        facility_id=row.facility_id,
        facility_code=row.facility.code,
        facility_name=row.facility.name,
        issued_on=row.issued_on,
        issued_at=row.issued_at,
        care_kind=CareKind(row.care_kind),
        ward_class=WardClass(row.ward_class),
        specialty_code=row.specialty_code,
        specialty_name=row.specialty_name,
        practitioner_id=row.practitioner_id,
        practitioner_name=row.practitioner.name if row.practitioner else "",
        diagnosis=Coded(row.diagnosis_code, row.diagnosis_name),
        referral_number=row.referral_number,
        control_number=row.control_number,
        mr_number=row.mr_number,
        details=details,
        accident_kind=row.accident_kind,
        state=LetterState(row.state),
        source=Source(row.source),
        fine_possible=row.fine_possible,
        is_claimed=row.is_claimed,
        discharge=_discharge(row),
    )


def details_from(kept: dict[str, Any]) -> LetterDetails:
    """What was written, without what an earlier or later version calls otherwise."""
    accident = Accident(**_known(Accident, kept.pop("accident", {})))
    return LetterDetails(accident=accident, **_known(LetterDetails, kept))


def _known(shape: Any, kept: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(shape)}
    return {name: value for name, value in kept.items() if name in names}


def _discharge(row: EligibilityLetter) -> Discharge | None:
    if row.discharged_on is None:
        return None
    leaving = Leaving(row.leaving)
    return Discharge(row.discharged_on, leaving, row.died_on, row.death_letter, row.accident_report)


def _diagnoses(row: Visit) -> tuple[Coded, ...]:
    ranked = sorted(row.diagnoses.all(), key=lambda one: one.rank)
    return tuple(Coded(one.code, one.name) for one in ranked)


def _procedures(row: Visit) -> tuple[ProcedureLine, ...]:
    return tuple(
        ProcedureLine(one.pk, Coded(one.code, one.name), one.cost, one.note, one.result)
        for one in sorted(row.procedures.all(), key=lambda one: one.pk)
    )


def _medicines(row: Visit) -> tuple[MedicineLine, ...]:
    return tuple(
        MedicineLine(
            line_id=one.pk,
            name=one.name,
            code=one.code,
            times=one.times,
            each=one.each,
            amount=one.amount,
            how=one.how,
            compound=one.compound,
            is_chronic=one.is_chronic,
            is_listed=one.is_listed,
        )
        for one in sorted(row.medicines.all(), key=lambda one: one.pk)
    )


def _letter_number(row: Visit) -> str:
    issued: Iterable[EligibilityLetter] = getattr(row, "issued", ())
    return next((one.number for one in issued), "")
