"""Procedures and medicines of a visit, one by one or all at once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.kernel.text import printable
from titian.visits.errors import LineUnknown, VisitCannot
from titian.visits.models import Medicine, Procedure, Visit
from titian.visits.rules.recording import MOST_LETTERS, MOST_LINES
from titian.visits.services.registering import lock_visit
from titian.visits.services.writing import note_step
from titian.visits.types import NewMedicine, NewProcedure, VisitAct, VisitState


@transaction.atomic
def add_procedure(*, visit_id: int, procedure: NewProcedure, by: Actor, at: datetime) -> int:
    """Something more was done; returns the line's id."""
    row = _open(visit_id, by)
    line = _procedure(row, procedure)
    line.save(force_insert=True)
    note_step(row, VisitAct.CHANGE, before=row.state, by=by, at=at)
    return line.pk


@transaction.atomic
def change_procedure(
    *, visit_id: int, line_id: int, procedure: NewProcedure, by: Actor, at: datetime
) -> None:
    row = _open(visit_id, by)
    if not Procedure.objects.filter(pk=line_id, visit=row).exists():
        raise LineUnknown
    line = _procedure(row, procedure)
    line.pk = line_id
    line.save(force_update=True)
    note_step(row, VisitAct.CHANGE, before=row.state, by=by, at=at)


@transaction.atomic
def remove_procedure(*, visit_id: int, line_id: int, by: Actor, at: datetime) -> None:
    row = _open(visit_id, by)
    _remove(row.procedures.filter(pk=line_id).delete()[0])
    note_step(row, VisitAct.CHANGE, before=row.state, by=by, at=at)


@transaction.atomic
def add_medicine(*, visit_id: int, medicine: NewMedicine, by: Actor, at: datetime) -> int:
    """One more medicine was given; returns the line's id."""
    row = _open(visit_id, by)
    line = _medicine(row, medicine)
    line.save(force_insert=True)
    note_step(row, VisitAct.CHANGE, before=row.state, by=by, at=at)
    return line.pk


@transaction.atomic
def remove_medicine(*, visit_id: int, line_id: int, by: Actor, at: datetime) -> None:
    row = _open(visit_id, by)
    _remove(row.medicines.filter(pk=line_id).delete()[0])
    note_step(row, VisitAct.CHANGE, before=row.state, by=by, at=at)


def replace_procedures(row: Visit, procedures: Sequence[NewProcedure]) -> None:
    row.procedures.all().delete()
    Procedure.objects.bulk_create(_procedure(row, one) for one in procedures[:MOST_LINES])


def replace_medicines(row: Visit, medicines: Sequence[NewMedicine]) -> None:
    row.medicines.all().delete()
    Medicine.objects.bulk_create(_medicine(row, one) for one in medicines[:MOST_LINES])


def _open(visit_id: int, by: Actor) -> Visit:
    row = lock_visit(visit_id, by=by)
    if row.state == VisitState.CANCELLED:
        raise VisitCannot(act=VisitAct.CHANGE.value, state=row.state)
    return row


def _remove(deleted: int) -> None:
    if not deleted:
        raise LineUnknown


def _procedure(row: Visit, new: NewProcedure) -> Procedure:
    return Procedure(
        visit=row,
        code=new.coded.code,
        name=new.coded.name,
        cost=max(0, new.cost),
        note=new.note,
        result=new.result,
    )


def _medicine(row: Visit, new: NewMedicine) -> Medicine:
    return Medicine(
        visit=row,
        code=new.code,
        name=new.name,
        times=printable(new.times, MOST_LETTERS),
        each=printable(new.each, MOST_LETTERS),
        amount=printable(new.amount, MOST_LETTERS),
        how=new.how,
        compound=printable(new.compound, 10),
        is_chronic=new.is_chronic,
        is_listed=new.is_listed,
    )
