"""What was found, done and given, and how it ended."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from titian.facilities import services as facilities
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.referrals.types import CareKind, Coded
from titian.visits.errors import VisitRecorded
from titian.visits.events import VisitRecorded as Recorded
from titian.visits.models import Diagnosis, Visit
from titian.visits.rules import lifecycle
from titian.visits.rules.letters import HOSPITAL
from titian.visits.rules.recording import MOST_DIAGNOSES, require_findings
from titian.visits.selectors.rows import visit_rows, visit_view
from titian.visits.services.lines import replace_medicines, replace_procedures
from titian.visits.services.registering import lock_visit
from titian.visits.services.writing import note_step
from titian.visits.types import Findings, VisitAct, VisitState, VisitView

_SHEET = "sheet:"  # begins the record key of a visit that only a letter's care sheet recorded


@transaction.atomic
def record_visit(
    *,
    visit_id: int,
    found: Findings,
    number_letter: str = "Y",
    number: str = "",
    client_key: str = "",
    by: Actor,
    at: datetime,
) -> VisitView:
    """Write down a visit as a whole and give it its number: `number` when a referral made in it
    has one, else the next of the letter; a hospital's visit is known by its letter and has none.

    The same client key gives the same answer. Raises `VisitRecorded`, `VisitCannot`,
    `DiagnosisMissing`, `DayNotPossible`.
    """
    row = lock_visit(visit_id, by=by)
    if row.state == VisitState.ENDED:
        if client_key and row.record_key == client_key:
            return _seen(row)
        raise VisitRecorded(number=row.number or row.registration)
    require_findings(found, row.day, day_of(at))

    before, row.state = row.state, lifecycle.after(VisitState(row.state), VisitAct.RECORD)
    row.number = number or _minted(row, number_letter)
    row.record_key = client_key or None
    _write(row, found)

    note_step(row, VisitAct.RECORD, before=before, by=by, at=at, events=[_told(row)])
    return _seen(row)


@transaction.atomic
def change_visit(*, visit_id: int, found: Findings, by: Actor, at: datetime) -> VisitView:
    """Write a recorded visit anew; its number stays."""
    row = lock_visit(visit_id, by=by)
    lifecycle.after(VisitState(row.state), VisitAct.CHANGE)
    require_findings(found, row.day, day_of(at))

    _stand_alone(row)
    _write(row, found)

    note_step(row, VisitAct.CHANGE, before=row.state, by=by, at=at)
    return _seen(row)


@transaction.atomic
def withdraw_record(*, visit_id: int, by: Actor, at: datetime) -> None:
    """The record was a mistake: the registration stays, its number is given up and used for
    nothing else; the step keeps it.
    """
    row = lock_visit(visit_id, by=by)
    before, given_up = row.state, row.number or ""
    row.state = lifecycle.after(VisitState(row.state), VisitAct.WITHDRAW)

    row.number, row.record_key, row.outcome, row.ended_on = None, None, "", None
    row.referral_number = ""
    row.save()
    row.diagnoses.all().delete()
    row.procedures.all().delete()
    row.medicines.all().delete()

    note_step(row, VisitAct.WITHDRAW, before=before, given_up=given_up, by=by, at=at)


def end_by_letter(row: Visit, found: Findings, *, by: Actor, at: datetime) -> None:
    """A hospital told of the end by its letter: what is not recorded yet is so by this."""
    if row.state == VisitState.ENDED:
        _stand_alone(row)
    _tell_end(row, found, by=by, at=at)


def record_by_sheet(
    row: Visit, found: Findings, letter_number: str, *, by: Actor, at: datetime
) -> None:
    """The same by a care sheet: a visit that nothing else recorded goes back with its sheet."""
    if row.state != VisitState.ENDED:
        row.record_key = f"{_SHEET}{letter_number}"
    require_findings(found, row.day, day_of(at))
    _tell_end(row, found, by=by, at=at)


def take_sheet_back(row: Visit, letter_number: str, *, by: Actor, at: datetime) -> None:
    """What only the sheet said goes; what was recorded another way, and medicines, stay."""
    if row.state != VisitState.ENDED or row.record_key != f"{_SHEET}{letter_number}":
        return
    before, row.state = row.state, lifecycle.after(VisitState(row.state), VisitAct.WITHDRAW)
    if row.care_kind == CareKind.INPATIENT:
        row.state = lifecycle.after(row.state, VisitAct.ADMIT)

    row.record_key, row.outcome, row.ended_on = None, "", None
    row.save()
    row.diagnoses.all().delete()
    row.procedures.all().delete()

    note_step(row, VisitAct.WITHDRAW, before=before, by=by, at=at)


def _tell_end(row: Visit, found: Findings, *, by: Actor, at: datetime) -> None:
    act = VisitAct.CHANGE if row.state == VisitState.ENDED else VisitAct.RECORD
    before, row.state = row.state, lifecycle.after(VisitState(row.state), act)
    _write(row, found)
    told = [_told(row)] if act is VisitAct.RECORD else []
    note_step(row, act, before=before, by=by, at=at, events=told)


def _stand_alone(row: Visit) -> None:
    """Somebody else stands behind the record as well: it does not go back with a sheet."""
    if (row.record_key or "").startswith(_SHEET):
        row.record_key = None


def _told(row: Visit) -> Recorded:
    return Recorded(row.pk, row.person_id, row.facility_id)


def _minted(row: Visit, letter: str) -> str | None:
    if row.facility.kind == HOSPITAL:
        return None
    return facilities.next_number(facility_id=row.facility_id, letter=letter, on=row.day)


def _write(row: Visit, found: Findings) -> None:
    row.outcome, row.ended_on = found.outcome, found.ended_on or row.day
    row.referral_number = found.referral_number or row.referral_number
    row.practitioner_id = found.practitioner_id or row.practitioner_id
    if found.complaint is not None:
        row.complaint = found.complaint
    if found.vitals is not None:
        row.vitals = json.dumps(dict(found.vitals))
    if found.notes is not None:
        row.notes = json.dumps(dict(found.notes))
    row.save()
    _replace_diagnoses(row, found.diagnoses)
    if found.procedures is not None:
        replace_procedures(row, found.procedures)
    if found.medicines is not None:
        replace_medicines(row, found.medicines)


def _replace_diagnoses(row: Visit, diagnoses: Sequence[Coded]) -> None:
    once = list({one.code: one for one in reversed(diagnoses)}.values())[::-1][:MOST_DIAGNOSES]
    row.diagnoses.all().delete()
    Diagnosis.objects.bulk_create(
        Diagnosis(visit=row, rank=rank, code=one.code, name=one.name)
        for rank, one in enumerate(once, start=1)
    )


def _seen(row: Visit) -> VisitView:
    return visit_view(visit_rows(Q(pk=row.pk)).get())
