"""What becomes of an issued letter: changed, cancelled, its patient discharged, its claim sent."""

import json
from dataclasses import asdict, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import printable
from titian.platform.audit import services as audit
from titian.platform.outbox import services as outbox
from titian.referrals import services as referrals
from titian.referrals.types import Coded
from titian.visits.errors import LetterExists, LetterUnknown
from titian.visits.events import LetterCancelled, PatientDischarged
from titian.visits.models import EligibilityLetter, Visit
from titian.visits.rules import letters as rules
from titian.visits.selectors.looking import works_at
from titian.visits.selectors.parameters import value_of
from titian.visits.selectors.rows import letter_rows, letter_view, visit_rows, visit_view
from titian.visits.services.recording import end_by_letter, record_by_sheet, take_sheet_back
from titian.visits.services.registering import cancel_visit, lock_visit
from titian.visits.types import (
    Discharge,
    Findings,
    Leaving,
    LetterChange,
    LetterState,
    LetterView,
    NewProcedure,
    Outcome,
    VisitState,
)

_SELF = Actor.system("visits.letters")
_OUTCOMES = {
    Leaving.DOCTOR: Outcome.HOME,
    Leaving.REFERRED: Outcome.REFERRED,
    Leaving.OWN_REQUEST: Outcome.OWN_REQUEST,
    Leaving.DIED: Outcome.DIED,
    Leaving.OTHER: Outcome.OTHER,
}


def change_letter(*, number: str, change: LetterChange, by: Actor, at: datetime) -> LetterView:
    """Raises `LetterUnknown`, `LetterCannot`, `LetterClaimed`, `LetterExists`."""
    try:
        with transaction.atomic():
            row = _lock(number, by)
            rules.require_open(LetterState(row.state), is_claimed=row.is_claimed)
            _apply(row, change, at)
            row.save()
            _note(row, "letter_changed", by, at)
            return _seen(row)
    except IntegrityError as error:
        raise LetterExists(number="") from error


@transaction.atomic
def cancel_letter(*, number: str, by: Actor, at: datetime) -> None:
    """The referral or control letter is open again; a visit that was nothing but this letter is
    cancelled with it. Twice is fine.
    """
    row = _lock(number, by)
    if row.state == LetterState.CANCELLED:
        return
    rules.require_open(LetterState(row.state), is_claimed=row.is_claimed)

    row.state = LetterState.CANCELLED
    row.save(update_fields=["state"])
    _free_paper(row, by, at)
    visit = lock_visit(row.visit_id, by=by)
    if visit.state in (VisitState.REGISTERED, VisitState.IN_CARE) and visit.ticket_id is None:
        cancel_visit(visit_id=visit.pk, by=by, at=at)

    _note(row, "letter_cancelled", by, at)
    gone = LetterCancelled(row.number, row.visit_id, row.facility_id)
    outbox.announce(gone, at=at)


@transaction.atomic
def discharge(*, number: str, discharge: Discharge, by: Actor, at: datetime) -> LetterView:
    """The patient left; told again it is corrected, until the claim is sent. A visit nobody has
    recorded yet ends with the letter's own diagnosis.
    """
    row = _lock(number, by)
    rules.require_open(LetterState(row.state), is_claimed=row.is_claimed)
    rules.require_discharge(discharge, row.issued_on, day_of(at))

    row.discharged_on, row.leaving = discharge.on, discharge.how
    row.died_on = discharge.died_on
    row.death_letter, row.accident_report = discharge.death_letter, discharge.accident_report
    row.save()
    _end_visit(row, discharge, by, at)

    _note(row, "discharged", by, at)
    outbox.announce(PatientDischarged(row.number, row.visit_id, row.facility_id), at=at)
    return _seen(row)


def record_by_letter(*, number: str, found: Findings, by: Actor, at: datetime) -> None:
    """What a hospital tells of the care behind a letter (its care sheet) is the visit's record;
    without a diagnosis it is the letter's own. Needs the claim's transaction, where it was asked
    who may. Raises `DayNotPossible`.
    """
    row = _lock_for_claim(number)
    visit = lock_visit(row.visit_id, by=_SELF)
    told = _unless_known(visit, found.procedures)
    known = found.diagnoses or (Coded(row.diagnosis_code, row.diagnosis_name),)
    whole = replace(found, diagnoses=known, procedures=told)
    record_by_sheet(visit, whole, number, by=by, at=at)


def withdraw_by_letter(*, number: str, by: Actor, at: datetime) -> None:
    """The care sheet was taken back. Needs the claim's transaction."""
    row = _lock_for_claim(number)
    take_sheet_back(lock_visit(row.visit_id, by=_SELF), number, by=by, at=at)


def _unless_known(
    visit: Visit, told: tuple[NewProcedure, ...] | None
) -> tuple[NewProcedure, ...] | None:
    """The lines of a visit know more (cost, result): they stay when the codes are the same."""
    codes = sorted(visit.procedures.values_list("code", flat=True))
    return None if told and codes == sorted(one.coded.code for one in told) else told


def close_letter(*, number: str, by: Actor, at: datetime) -> None:
    """A claim was sent: the letter stays as it is. Needs the claim's transaction."""
    _claim(number, is_claimed=True, by=by, at=at)


def open_letter_again(*, number: str, by: Actor, at: datetime) -> None:
    """The claim came back or was withdrawn."""
    _claim(number, is_claimed=False, by=by, at=at)


@transaction.atomic
def _claim(number: str, *, is_claimed: bool, by: Actor, at: datetime) -> None:
    row = _lock_for_claim(number)
    if row.is_claimed != is_claimed:
        row.is_claimed = is_claimed
        row.save(update_fields=["is_claimed"])
        _note(row, "letter_closed" if is_claimed else "letter_reopened", by, at)


def _lock_for_claim(number: str) -> EligibilityLetter:
    row = EligibilityLetter.objects.select_for_update(of=("self",)).filter(number=number).first()
    if row is None:
        raise LetterUnknown
    rules.require_open(LetterState(row.state), is_claimed=False)
    return row


def _lock(number: str, by: Actor) -> EligibilityLetter:
    found = EligibilityLetter.objects.select_for_update(of=("self",), no_key=True)
    row = found.filter(number=printable(number, 19)).first()
    if row is None or not works_at(by, row.facility_id):
        raise LetterUnknown
    return row


def _apply(row: EligibilityLetter, change: LetterChange, at: datetime) -> None:
    if change.diagnosis is not None:
        row.diagnosis_code, row.diagnosis_name = change.diagnosis.code, change.diagnosis.name
    if change.practitioner_id is not None:
        row.practitioner_id = change.practitioner_id
    if change.mr_number is not None:
        row.mr_number = change.mr_number
    if change.details is not None:
        row.details = json.dumps(asdict(change.details))
        row.accident_kind = change.details.accident.kind
    if change.specialty_code is not None:
        per_specialty = bool(value_of("letter.one_per_specialty", on=row.issued_on, at=at))
        row.specialty_code = change.specialty_code
        row.specialty_name = facilities_read.specialty_name(change.specialty_code)
        row.scope = rules.scope_of(change.specialty_code, one_per_specialty=per_specialty)


def _free_paper(row: EligibilityLetter, by: Actor, at: datetime) -> None:
    if row.control_number:
        referrals.free_control_letter(
            number=row.control_number, letter_number=row.number, by=by, at=at
        )
    elif row.referral_number:
        referrals.free_referral(number=row.referral_number, letter_number=row.number, by=by, at=at)


def _end_visit(row: EligibilityLetter, told: Discharge, by: Actor, at: datetime) -> None:
    visit = lock_visit(row.visit_id, by=by)
    known = visit_view(visit_rows(Q(pk=visit.pk)).get()).diagnoses
    found = Findings(
        diagnoses=known or (Coded(row.diagnosis_code, row.diagnosis_name),),
        outcome=_OUTCOMES[told.how],
        ended_on=max(told.on, visit.day),
    )
    end_by_letter(visit, found, by=by, at=at)


def _note(row: EligibilityLetter, action: str, by: Actor, at: datetime) -> None:
    data: dict[str, object] = {"letter": row.pk}
    audit.record(audit.Entry(by, f"visits.{action}", f"person:{row.person_id}", data), at=at)


def _seen(row: EligibilityLetter) -> LetterView:
    return letter_view(letter_rows(Q(pk=row.pk)).get())
