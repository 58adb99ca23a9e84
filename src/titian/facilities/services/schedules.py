"""The weekly schedule: a line is never rewritten, it ends and another begins."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction

from titian.facilities.errors import (
    HoursBackwards,
    NoPlaces,
    NotOfFacility,
    PractitionerBusy,
)
from titian.facilities.models import Facility, Practitioner, Schedule, Service
from titian.facilities.services.owning import (
    announced,
    managed,
    require_coming,
    written_down,
)
from titian.facilities.types import Sitting
from titian.kernel.actors import Actor


@transaction.atomic
def set_schedule(
    *,
    facility_id: int,
    sitting: Sitting,
    valid_from: date,
    by: Actor,
    at: datetime,
    replaces: int | None = None,
) -> int:
    """Plan a weekly sitting from a day on, in place of another line if one is named.

    Returns the line's id; an identical line in force is left as it is. Raises
    PractitionerBusy, HoursBackwards, NoPlaces, DayPassed, NotOfFacility.
    """
    facility = managed(facility_id, by)
    require_coming(facility, valid_from, by=by, at=at)
    _require_parts(facility, sitting)
    if sitting.ends <= sitting.starts:
        raise HoursBackwards
    if sitting.bookable + sitting.counter < 1:
        raise NoPlaces
    line = Schedule(facility=facility, valid_from=valid_from, **asdict(sitting))
    if standing := _standing_twin(facility, sitting, valid_from):
        return standing

    if replaces is not None:
        _end(facility, replaces, valid_from)
    _save(line)

    written_down(
        facility, "set_schedule", {"schedule": line.pk, "replaces": replaces}, by=by, at=at
    )
    announced(facility, valid_from, at=at)
    return line.pk


@transaction.atomic
def end_schedule(
    *, facility_id: int, schedule_id: int, valid_until: date, by: Actor, at: datetime
) -> None:
    """The line is no longer held from `valid_until` on."""
    facility = managed(facility_id, by)
    require_coming(facility, valid_until, by=by, at=at)

    _end(facility, schedule_id, valid_until)

    written_down(facility, "end_schedule", {"schedule": schedule_id}, by=by, at=at)
    announced(facility, valid_until, at=at)


def _require_parts(facility: Facility, sitting: Sitting) -> None:
    own_service = Service.objects.filter(pk=sitting.service_id, facility=facility)
    own_person = Practitioner.objects.filter(pk=sitting.practitioner_id, facility=facility)
    if not (own_service.exists() and own_person.exists()):
        raise NotOfFacility


def _standing_twin(facility: Facility, sitting: Sitting, valid_from: date) -> int | None:
    """The line in force that says the same: loading the same schedule again changes nothing."""
    twins = Schedule.objects.filter(
        facility=facility, valid_from__lte=valid_from, valid_until__isnull=True, **asdict(sitting)
    )
    return twins.values_list("pk", flat=True).first()


def _end(facility: Facility, schedule_id: int, valid_until: date) -> None:
    """A line that had not begun yet ends as it begins: it was never valid."""
    line = Schedule.objects.filter(pk=schedule_id, facility=facility).first()
    if line is None or (line.valid_until is not None and line.valid_until <= valid_until):
        raise NotOfFacility
    line.valid_until = max(valid_until, line.valid_from)
    line.save(update_fields=["valid_until"])


def _save(line: Schedule) -> None:
    """The exclusion constraint decides whether the practitioner is free."""
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError as error:
        raise PractitionerBusy from error
