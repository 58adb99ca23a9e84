"""A pharmacy writes down what it hands out on a letter. The same thing told again is the same."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import printable
from titian.platform.audit import services as audit
from titian.visits.errors import (
    LineUnknown,
    MedicineNotOfKind,
    MedicineUnknown,
    NotInProgramme,
    NotRecordingHere,
    PrescriptionNotPossible,
    PrescriptionThere,
    PrescriptionUnknown,
    TooManyDays,
    TooManyUnits,
)
from titian.visits.models import ChronicPlan, MedicineStock, Prescription, PrescriptionLine
from titian.visits.rules import prescribing as rules
from titian.visits.selectors.letters import letter
from titian.visits.selectors.parameters import value_of
from titian.visits.selectors.reference import listed_medicine
from titian.visits.types.chronic import PlanState
from titian.visits.types.prescriptions import NewLine, NewPrescription
from titian.visits.types.reference import ListedMedicine

_NUMBERS = "A"  # stands in the numbers of prescriptions


def open_prescription(*, new: NewPrescription, by: Actor, at: datetime) -> str:
    """The number of the prescription. Raises LetterUnknown, NotRecordingHere,
    PrescriptionNotPossible (data: what), NotInProgramme, PrescriptionThere (data: number).
    """
    _require(by, new.pharmacy_id)
    seen = letter(new.letter_number, viewer=by, at=at)
    wrong = rules.refusal(new, letter_day=seen.issued_on, today=day_of(at))
    if wrong:
        raise PrescriptionNotPossible(what=wrong)
    try:
        with transaction.atomic():
            return _opened(new, seen.person_id, by, at)
    except IntegrityError:
        return _same(new)


def _opened(new: NewPrescription, person_id: int, by: Actor, at: datetime) -> str:
    number = facilities.next_number(
        facility_id=new.pharmacy_id, letter=_NUMBERS, on=new.dispensed_on
    )
    Prescription.objects.create(
        number=number,
        pharmacy_id=new.pharmacy_id,
        person_id=person_id,
        letter_number=new.letter_number,
        own_number=new.own_number,
        kind=new.kind,
        service_code=new.service_code[:10],
        practitioner_code=new.practitioner_code[:20],
        prescribed_on=new.prescribed_on,
        dispensed_on=new.dispensed_on,
        repeats=new.repeats,
        recorded_by=by.ref,
        recorded_at=at,
    )
    _require_programme(new.kind, person_id)
    _write_down("prescription_opened", number, by, at)
    return number


def _require_programme(kind: str, person_id: int) -> None:
    """Asked after the row is there: what was told before is the same, whatever became of the plan.
    A living plan is held, so that it is not withdrawn meanwhile.
    """
    if kind != rules.BACK_REFERRAL:
        return
    plans = ChronicPlan.objects.filter(person=person_id, state=PlanState.ACTIVE)
    if plans.select_for_update(of=("self",), no_key=True).first() is None:
        raise NotInProgramme


def _same(new: NewPrescription) -> str:
    row = _alive().get(
        pharmacy_id=new.pharmacy_id, letter_number=new.letter_number, own_number=new.own_number
    )
    if (row.kind, row.dispensed_on) != (new.kind, new.dispensed_on):
        raise PrescriptionThere(number=row.number)
    return row.number


@transaction.atomic
def withdraw_prescription(*, number: str, by: Actor, at: datetime) -> None:
    """Raises PrescriptionUnknown, for another pharmacy's alike."""
    row = _locked(number, by)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    _write_down("prescription_withdrawn", number, by, at)


def add_prescription_line(*, number: str, line: NewLine, by: Actor, at: datetime) -> int:
    """Raises PrescriptionUnknown, MedicineUnknown, MedicineNotOfKind, PrescriptionNotPossible,
    TooManyDays, TooManyUnits (data: most), PrescriptionThere.
    """
    listed = listed_medicine(line.medicine_code)
    if listed is None:
        raise MedicineUnknown(medicine=line.medicine_code)
    if line.amount <= 0 or line.days <= 0:
        raise PrescriptionNotPossible(what="amount")
    try:
        with transaction.atomic():
            whole = _locked(number, by)
            _require_within(whole, line, listed, at)
            row = _added(whole, line, listed)
            _write_down("prescription_filled", number, by, at)
    except IntegrityError:
        found = PrescriptionLine.objects.filter(
            prescription__number=number,
            compound=line.compound,
            medicine_code=line.medicine_code,
        ).get()
        if (found.amount, found.days) != (line.amount, line.days):
            raise PrescriptionThere(number=number) from None
        return found.pk
    return row.pk


def _require_within(of: Prescription, line: NewLine, listed: ListedMedicine, at: datetime) -> None:
    """A medicine of this kind, for no more days and in no greater amount than may be."""
    if not rules.is_of_kind(of.kind, line, listed):
        raise MedicineNotOfKind(medicine=listed.name)
    days = value_of(rules.MOST_DAYS[of.kind], on=of.dispensed_on, at=at)
    if line.days > days:
        raise TooManyDays(most=days)
    most = value_of(rules.MOST_UNITS, on=of.dispensed_on, at=at)
    units = rules.most_units(line, most)
    if line.amount > units:
        raise TooManyUnits(most=units)


def _added(of: Prescription, line: NewLine, listed: ListedMedicine) -> PrescriptionLine:
    return PrescriptionLine.objects.create(
        prescription=of,
        compound=line.compound[:10],
        medicine_code=listed.code,
        medicine_name=listed.name,
        times=line.times,
        each=line.each,
        requested=line.requested,
        amount=line.amount,
        days=line.days,
        price=listed.price,
        note=printable(line.note, 100),
    )


@transaction.atomic
def remove_prescription_line(
    *, number: str, medicine_code: str, is_compound: bool, by: Actor, at: datetime
) -> None:
    """Raises PrescriptionUnknown, LineUnknown."""
    row = _locked(number, by)
    lines = row.lines.filter(medicine_code=medicine_code)
    lines = lines.exclude(compound="") if is_compound else lines.filter(compound="")
    gone, _ = lines.delete()
    if not gone:
        raise LineUnknown
    _write_down("prescription_line_removed", number, by, at)


@transaction.atomic
def tell_stock(
    *, facility_id: int, medicine_code: str, amount: int, by: Actor, at: datetime
) -> None:
    """What a pharmacy says it has. Raises NotRecordingHere, MedicineUnknown."""
    _require(by, facility_id)
    if listed_medicine(medicine_code) is None:
        raise MedicineUnknown(medicine=medicine_code)
    MedicineStock.objects.update_or_create(
        facility_id=facility_id,
        medicine_code=medicine_code,
        defaults={"amount": amount, "told_at": at},
    )


def _alive() -> QuerySet[Prescription]:
    return Prescription.objects.filter(withdrawn_at__isnull=True)


def _locked(number: str, by: Actor) -> Prescription:
    row = _alive().select_for_update(of=("self",)).filter(number=number).first()
    if row is None or not facilities_read.records_care(by, row.pharmacy_id):
        raise PrescriptionUnknown
    return row


def _require(by: Actor, facility_id: int) -> None:
    if not facilities_read.records_care(by, facility_id):
        raise NotRecordingHere


def _write_down(action: str, number: str, by: Actor, at: datetime) -> None:
    audit.record(audit.Entry(by, f"visits.{action}", f"prescription:{number}"), at=at)
