"""Weekly schedules from a file: a line is never rewritten, it ends and another begins."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F, Q

from titian.facilities.models import Facility, Practitioner, Schedule, Service
from titian.facilities.rules.codes import doctor_code
from titian.facilities.services.bringing.services import locked_places, place_fault
from titian.facilities.services.owning import announced, local_day
from titian.facilities.types import ScheduleRow
from titian.kernel.actors import Actor
from titian.kernel.verdicts import CHANGED, NEW, SAME, Verdict
from titian.platform.db.transactions import require_transaction

_PLACES = ("bookable", "counter", "reserve")


@dataclass
class _Plans:
    """What a facility has, and what this part of the file makes of it."""

    place: Facility
    begins: date
    services: dict[str, Service] = field(default_factory=dict)
    people: dict[str, Practitioner] = field(default_factory=dict)
    lines: dict[str, list[Schedule]] = field(default_factory=lambda: defaultdict(list))
    new: list[Schedule] = field(default_factory=list)
    ended: list[Schedule] = field(default_factory=list)
    joined: list[Practitioner] = field(default_factory=list)


def bring_schedules(
    *, rows: Sequence[ScheduleRow], by: Actor, at: datetime, apply: bool = True
) -> list[Verdict]:
    """By facility, practitioner, weekday and hours; from tomorrow on, in the facility's own time.
    An unknown practitioner is added. Lines that the file does not name stay.

    Faults: `facility_unknown`, `outside`, `service_unknown`, `practitioner_busy`.
    """
    require_transaction()
    plans = _plans(rows, at)
    verdicts = [_judged(row, plans.get(row.facility_code), by) for row in rows]

    if apply:
        for one in plans.values():
            _write(one)
            if one.new or one.ended:
                announced(one.place, one.begins, at=at)
    return verdicts


def _plans(rows: Sequence[ScheduleRow], at: datetime) -> dict[str, _Plans]:
    places = locked_places({row.facility_code for row in rows})
    plans = {one.pk: _Plans(one, local_day(one, at) + timedelta(days=1)) for one in places.values()}
    ids = list(plans)
    for service in Service.objects.filter(facility__in=ids):
        plans[service.facility_id].services[service.code] = service
    for person in Practitioner.objects.filter(facility__in=ids):
        plans[person.facility_id].people[person.name] = person
    lines = Schedule.objects.filter(facility__in=ids).select_related("service", "practitioner")
    never = Q(valid_until__lte=F("valid_from"))
    for line in lines.exclude(never).order_by("pk"):
        mine = plans[line.facility_id]
        if line.valid_until is None or line.valid_until > mine.begins:
            mine.lines[line.practitioner.name].append(line)
    return {one.place.code: one for one in plans.values()}


def _judged(row: ScheduleRow, plans: _Plans | None, by: Actor) -> Verdict:
    fault = place_fault(plans.place if plans else None, by)
    if fault is not None or plans is None:
        return fault or Verdict.broken("facility_unknown")
    if row.service_code not in plans.services:
        return Verdict.broken("service_unknown")
    standing = [line for line in plans.lines[row.practitioner] if _same_hours(line, row)]
    if any(_says(line, row) for line in standing):
        return SAME
    others = [x for x in plans.lines[row.practitioner] if x not in standing]
    if any(_overlaps(line, row) for line in others):
        return Verdict.broken("practitioner_busy")
    _replace(standing, row, plans)
    return CHANGED if standing else NEW


def _same_hours(line: Schedule, row: ScheduleRow) -> bool:
    """The key; a line that ends anyway is another one."""
    hours = (line.weekday, line.starts, line.ends) == (row.weekday, row.starts, row.ends)
    return hours and line.valid_until is None


def _says(line: Schedule, row: ScheduleRow) -> bool:
    places = all(getattr(line, name) == getattr(row, name) for name in _PLACES)
    return places and line.service.code == row.service_code


def _overlaps(line: Schedule, row: ScheduleRow) -> bool:
    return line.weekday == row.weekday and line.starts < row.ends and row.starts < line.ends


def _replace(standing: list[Schedule], row: ScheduleRow, plans: _Plans) -> None:
    begins = max([plans.begins, *(line.valid_from for line in standing)])
    for line in standing:
        line.valid_until = begins
        plans.lines[row.practitioner].remove(line)
        plans.ended.append(line)
    person = plans.people.get(row.practitioner)
    if person is None:
        person = Practitioner(facility=plans.place, name=row.practitioner)
        plans.people[row.practitioner] = person
        plans.joined.append(person)
    line = Schedule(
        facility=plans.place,
        service=plans.services[row.service_code],
        practitioner=person,
        weekday=row.weekday,
        starts=row.starts,
        ends=row.ends,
        valid_from=begins,
        **{name: getattr(row, name) for name in _PLACES},
    )
    plans.lines[row.practitioner].append(line)
    plans.new.append(line)


def _write(plans: _Plans) -> None:
    """The exclusion constraint has the last word on who is free."""
    Practitioner.objects.bulk_create(plans.joined)
    for one in plans.joined:
        one.scheme_code = doctor_code(one.pk)
    Practitioner.objects.bulk_update(plans.joined, ["scheme_code"])
    Schedule.objects.bulk_update(plans.ended, ["valid_until"])
    for line in plans.new:
        line.practitioner_id = line.practitioner.pk
    Schedule.objects.bulk_create(plans.new)
