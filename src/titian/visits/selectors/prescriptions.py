"""What a pharmacy handed out; a look at a person's medicines is recorded."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.visits.errors import NotRecordingHere, PrescriptionUnknown
from titian.visits.models import MedicineStock, Prescription, PrescriptionLine
from titian.visits.selectors.looking import LOOKED
from titian.visits.types.prescriptions import (
    LineView,
    NewLine,
    NewPrescription,
    PrescriptionView,
)


def prescription(number: str, *, viewer: Actor, at: datetime) -> PrescriptionView:
    """Raises PrescriptionUnknown, for another pharmacy's alike."""
    row = _alive().filter(number=number).first()
    if row is None or not facilities_read.records_care(viewer, row.pharmacy_id):
        raise PrescriptionUnknown
    _note_looks([row], viewer, at)
    return _view(row)


def prescriptions(
    pharmacy_id: int,
    *,
    first: date,
    last: date,
    kind: str = "",
    by_day_written: bool = False,
    person_id: int | None = None,
    viewer: Actor,
    at: datetime,
) -> list[PrescriptionView]:
    """Of one pharmacy, by the day they were handed out or written, both days included."""
    if not facilities_read.records_care(viewer, pharmacy_id):
        raise NotRecordingHere
    rows = _alive().filter(pharmacy_id=pharmacy_id)
    days = "prescribed_on__range" if by_day_written else "dispensed_on__range"
    rows = rows.filter(**{days: (first, last)})
    if kind:
        rows = rows.filter(kind=kind)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    found = list(rows.order_by("dispensed_on", "id"))
    _note_looks(found, viewer, at)
    return [_view(row) for row in found]


def stock_of(facility_id: int) -> dict[str, int]:
    """What a pharmacy said it has, by the medicine's code. Public."""
    rows = MedicineStock.objects.filter(facility_id=facility_id)
    return dict(rows.values_list("medicine_code", "amount"))


def _alive() -> QuerySet[Prescription]:
    return Prescription.objects.filter(withdrawn_at__isnull=True).prefetch_related("lines")


def _note_looks(rows: Iterable[Prescription], viewer: Actor, at: datetime) -> None:
    """One entry for each person, in one statement: reading needs no transaction."""
    read = Prescription.objects.filter(pk__in=[row.pk for row in rows])
    people = read.order_by("person_id").values_list("person_id").distinct()
    audit.look(people, by=viewer, action=LOOKED, kind="person", at=at)


def _view(row: Prescription) -> PrescriptionView:
    said = NewPrescription(
        pharmacy_id=row.pharmacy_id,
        letter_number=row.letter_number,
        own_number=row.own_number,
        kind=row.kind,
        service_code=row.service_code,
        practitioner_code=row.practitioner_code,
        prescribed_on=row.prescribed_on,
        dispensed_on=row.dispensed_on,
        repeats=row.repeats,
    )
    lines = sorted(row.lines.all(), key=lambda line: line.pk)
    return PrescriptionView(
        number=row.number,
        person_id=row.person_id,
        said=said,
        recorded_at=row.recorded_at,
        lines=tuple(_line(line) for line in lines),
    )


def _line(row: PrescriptionLine) -> LineView:
    said = NewLine(
        medicine_code=row.medicine_code,
        times=row.times,
        each=row.each,
        amount=row.amount,
        days=row.days,
        compound=row.compound,
        requested=row.requested,
        note=row.note,
    )
    return LineView(row.pk, said, row.medicine_name, row.price)
