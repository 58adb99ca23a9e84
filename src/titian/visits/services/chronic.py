"""Sending the stable chronically ill back to their own clinic: one living plan per letter."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import printable
from titian.platform.audit import services as audit
from titian.referrals import selectors as referrals_read
from titian.referrals.types import CareKind
from titian.visits.errors import (
    ChronicProgrammeUnknown,
    ChronicStands,
    ChronicUnknown,
    LetterCannot,
    LetterUnknown,
)
from titian.visits.models import ChronicMedicine, ChronicPlan, EligibilityLetter
from titian.visits.selectors.chronic import plan_view
from titian.visits.types.chronic import NewPlan, PlanChange, PlanMedicine, PlanState, PlanView
from titian.visits.types.letters import LetterState

_TOLD = ("address", "email", "note", "advice")
_LONGEST = 500


@transaction.atomic
def enrol_chronic(*, plan: NewPlan, by: Actor, at: datetime) -> PlanView:
    """The very same plan again is the same. Raises LetterUnknown, LetterCannot,
    ChronicProgrammeUnknown, ChronicStands (data: number).
    """
    letter = _letter(plan.letter_number, by)
    if all(plan.programme != one.code for one in referrals_read.chronic_programmes()):
        raise ChronicProgrammeUnknown
    standing = _living(letter.pk)
    if standing is not None:
        return _same_or_refused(standing, plan)

    row = ChronicPlan.objects.create(
        number=facilities.next_number(facility_id=letter.facility_id, letter="S", on=day_of(at)),
        letter=letter,
        person_id=letter.person_id,
        facility_id=letter.facility_id,
        programme=plan.programme,
        practitioner_id=plan.practitioner_id,
        told_sealed=_told(plan),
        written_on=day_of(at),
        state=PlanState.ACTIVE,
        user=printable(plan.user, 80),
        recorded_by=by.ref,
        recorded_at=at,
    )
    _write_lines(row, plan.medicines)
    _write_down("chronic_enrolled", row, by, at)
    return plan_view(row)


@transaction.atomic
def change_chronic(
    *, number: str, letter_number: str, change: PlanChange, by: Actor, at: datetime
) -> PlanView:
    """Raises ChronicUnknown, also for a plan of another letter."""
    row = _locked(number, letter_number, by)
    told = json.loads(row.told_sealed)
    for name in _TOLD:
        new = getattr(change, name)
        told[name] = told[name] if new is None else printable(new, _LONGEST)
    row.told_sealed = json.dumps(told)
    if change.practitioner_id is not None:
        row.practitioner_id = change.practitioner_id
    if change.user is not None:
        row.user = printable(change.user, 80)
    row.save(update_fields=["told_sealed", "practitioner_id", "user"])
    if change.medicines is not None:
        row.medicines.all().delete()
        _write_lines(row, change.medicines)
    _write_down("chronic_changed", row, by, at)
    return plan_view(row)


@transaction.atomic
def withdraw_chronic(*, number: str, letter_number: str, by: Actor, at: datetime) -> None:
    """Raises ChronicUnknown, also when it was withdrawn before."""
    row = _locked(number, letter_number, by)
    row.state = PlanState.WITHDRAWN
    row.save(update_fields=["state"])
    _write_down("chronic_withdrawn", row, by, at)


def _letter(number: str, by: Actor) -> EligibilityLetter:
    rows = EligibilityLetter.objects.select_for_update(of=("self",))
    letter = rows.filter(number=number).first()
    if letter is None or not facilities_read.records_care(by, letter.facility_id):
        raise LetterUnknown
    if letter.state != LetterState.ISSUED or letter.care_kind != CareKind.OUTPATIENT:
        raise LetterCannot
    return letter


def _living(letter_id: int) -> ChronicPlan | None:
    rows = ChronicPlan.objects.select_related("letter", "practitioner")
    return rows.filter(letter_id=letter_id, state=PlanState.ACTIVE).first()


def _same_or_refused(standing: ChronicPlan, plan: NewPlan) -> PlanView:
    view = plan_view(standing)
    if view.programme.code != plan.programme or view.medicines != plan.medicines:
        raise ChronicStands(number=view.number)
    return view


def _locked(number: str, letter_number: str, by: Actor) -> ChronicPlan:
    rows = ChronicPlan.objects.select_for_update(of=("self",)).select_related("letter")
    row = rows.filter(number=number, letter__number=letter_number, state=PlanState.ACTIVE).first()
    if row is None or not facilities_read.records_care(by, row.facility_id):
        raise ChronicUnknown
    return row


def _write_lines(row: ChronicPlan, medicines: Sequence[PlanMedicine]) -> None:
    ChronicMedicine.objects.bulk_create(
        ChronicMedicine(
            plan=row,
            place=place,
            line_sealed=json.dumps([one.code, one.name, one.times, one.each, one.amount]),
        )
        for place, one in enumerate(medicines, start=1)
    )


def _told(plan: NewPlan) -> str:
    return json.dumps({name: printable(getattr(plan, name), _LONGEST) for name in _TOLD})


def _write_down(action: str, row: ChronicPlan, by: Actor, at: datetime) -> None:
    entry = audit.Entry(by, f"visits.{action}", f"person:{row.person_id}", {"plan": row.number})
    audit.record(entry, at=at)
