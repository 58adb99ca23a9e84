"""Days that differ from the weekly schedule."""

from datetime import date, datetime, time

from django.db import IntegrityError, transaction

from titian.facilities.errors import ExceptionStands, HoursBackwards, NotOfFacility
from titian.facilities.models import Facility, Practitioner, ScheduleException, Service
from titian.facilities.services.owning import (
    announced,
    managed,
    require_coming,
    written_down,
)
from titian.facilities.types import ExceptionKind
from titian.kernel.actors import Actor


@transaction.atomic
def add_exception(
    *,
    facility_id: int,
    date: date,
    kind: ExceptionKind,
    reason: str,
    by: Actor,
    at: datetime,
    service_id: int | None = None,
    practitioner_id: int | None = None,
    starts: time | None = None,
    ends: time | None = None,
) -> int:
    """Close a day or change its hours, for all, one service, one practitioner; returns its id.

    Raises ExceptionStands, HoursBackwards, DayPassed, NotOfFacility.
    """
    facility = managed(facility_id, by)
    require_coming(facility, date, by=by, at=at)
    _require_parts(facility, service_id, practitioner_id)
    if kind is ExceptionKind.CLOSED:
        starts = ends = None
    elif starts is None or ends is None or ends <= starts:
        raise HoursBackwards

    exception = ScheduleException(
        facility=facility,
        date=date,
        service_id=service_id,
        practitioner_id=practitioner_id,
        kind=kind,
        starts=starts,
        ends=ends,
        reason=reason,
    )
    _save(exception)

    written_down(facility, "add_exception", {"exception": exception.pk}, by=by, at=at)
    announced(facility, date, at=at)
    return exception.pk


@transaction.atomic
def remove_exception(*, facility_id: int, exception_id: int, by: Actor, at: datetime) -> None:
    """The day is as usual again."""
    facility = managed(facility_id, by)
    exception = ScheduleException.objects.filter(pk=exception_id, facility=facility).first()
    if exception is None:
        raise NotOfFacility
    require_coming(facility, exception.date, by=by, at=at)

    exception.delete()

    data: dict[str, object] = {"date": exception.date.isoformat(), "kind": exception.kind}
    written_down(facility, "remove_exception", data, by=by, at=at)
    announced(facility, exception.date, at=at)


def _require_parts(facility: Facility, service_id: int | None, practitioner_id: int | None) -> None:
    own_service = (
        service_id is None or Service.objects.filter(pk=service_id, facility=facility).exists()
    )
    own_person = (
        practitioner_id is None
        or Practitioner.objects.filter(pk=practitioner_id, facility=facility).exists()
    )
    if not (own_service and own_person):
        raise NotOfFacility


def _save(exception: ScheduleException) -> None:
    try:
        with transaction.atomic():
            exception.save()
    except IntegrityError as error:
        raise ExceptionStands from error
