"""Laboratory values of a visit: one sheet for a day, told again it is the same sheet."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.visits.errors import CheckUpThere, CheckUpUnknown
from titian.visits.models import CheckUp
from titian.visits.selectors.visits import visit_by_number

Values = Mapping[str, object]


def record_check_up(
    *, visit_number: str, done_on: date, values: Values, by: Actor, at: datetime
) -> int:
    """Raises VisitUnknown, or CheckUpThere when that day's sheet says something else."""
    visit_id = visit_by_number(visit_number, viewer=by, at=at).visit_id
    try:
        with transaction.atomic():
            row = CheckUp.objects.create(
                visit_id=visit_id,
                done_on=done_on,
                values_sealed=_written(values),
                recorded_by=by.ref,
                recorded_at=at,
            )
            _write_down("check_up_recorded", visit_id, by, at)
    except IntegrityError:
        row = CheckUp.objects.get(visit_id=visit_id, done_on=done_on)
        if row.values_sealed != _written(values):
            raise CheckUpThere from None
    return row.pk


@transaction.atomic
def change_check_up(
    *,
    check_up_id: int,
    visit_number: str,
    done_on: date,
    values: Values,
    by: Actor,
    at: datetime,
) -> None:
    """Raises CheckUpUnknown, for another visit's or facility's alike; CheckUpThere."""
    row = _of_visit(check_up_id, visit_number, by)
    others = CheckUp.objects.filter(visit_id=row.visit_id, done_on=done_on).exclude(pk=row.pk)
    if others.exists():
        raise CheckUpThere
    row.done_on, row.values_sealed = done_on, _written(values)
    row.save(update_fields=["done_on", "values_sealed"])
    _write_down("check_up_changed", row.visit_id, by, at)


@transaction.atomic
def remove_check_up(*, check_up_id: int, visit_number: str, by: Actor, at: datetime) -> None:
    """Raises CheckUpUnknown, also when it belongs to another visit."""
    row = _of_visit(check_up_id, visit_number, by)
    row.delete()
    _write_down("check_up_removed", row.visit_id, by, at)


def _of_visit(check_up_id: int, visit_number: str, by: Actor) -> CheckUp:
    rows = CheckUp.objects.select_for_update(of=("self",)).select_related("visit")
    row = rows.filter(pk=check_up_id, visit__number=visit_number).first()
    if row is None or not facilities_read.records_care(by, row.visit.facility_id):
        raise CheckUpUnknown
    return row


def _written(values: Values) -> str:
    return json.dumps(dict(values), sort_keys=True, ensure_ascii=False)


def _write_down(action: str, visit_id: int, by: Actor, at: datetime) -> None:
    audit.record(audit.Entry(by, f"visits.{action}", f"visit:{visit_id}"), at=at)
