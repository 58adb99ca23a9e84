"""Services, practitioners, schedules, and the sessions they make."""

from collections.abc import Collection, Iterable
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet, Value

from titian.facilities.errors import NotOfFacility
from titian.facilities.models import Practitioner, Schedule, ScheduleException, Service
from titian.facilities.rules.days_off import days_off
from titian.facilities.rules.planning import planned
from titian.facilities.selectors.codes import practitioner_view
from titian.facilities.types import (
    ExceptionKind,
    ExceptionView,
    PlannedSession,
    PractitionerView,
    ServiceView,
    SessionLabels,
    WeeklyHours,
)


def planned_sessions(
    facility_ids: Collection[int], first: date, last: date
) -> list[PlannedSession]:
    """Schedules minus exceptions minus holidays, both days included. Two statements."""
    rows = list(_valid_between(facility_ids, first, last).annotate(zone=F("facility__timezone")))
    if not rows:
        return []
    changed = ScheduleException.objects.filter(
        facility_id__in=facility_ids, date__range=(first, last)
    )
    return planned(
        [_line_of(row) for row in rows],
        [_exception_of(row) for row in changed],
        {row.facility_id: ZoneInfo(row.zone) for row in rows},
        days_off(first, last),
        first,
        last,
    )


def ever_planned(facility_ids: Collection[int]) -> set[tuple[int, int]]:
    """The (service, practitioner) pairs that have or had a weekly line at these facilities."""
    lines = Schedule.objects.filter(facility_id__in=facility_ids)
    return set(lines.values_list("service_id", "practitioner_id").distinct())


def schedules_of(facility_id: int, *, on: date) -> list[WeeklyHours]:
    """The weekly lines in force on a day or later, in order of the week."""
    rows = Schedule.objects.filter(_still_valid(on), facility_id=facility_id)
    return [_line_of(row) for row in rows.order_by("weekday", "starts", "service_id", "id")]


def exceptions_of(facility_id: int, first: date, last: date) -> list[ExceptionView]:
    rows = ScheduleException.objects.filter(facility_id=facility_id, date__range=(first, last))
    return [_exception_of(row) for row in rows.order_by("date", "id")]


def services_of(facility_id: int) -> list[ServiceView]:
    rows = Service.objects.filter(facility_id=facility_id).order_by("letter")
    return [ServiceView(one.pk, one.facility_id, one.code, one.name, one.letter) for one in rows]


def service(service_id: int) -> ServiceView:
    """Raises NotOfFacility when there is no such service."""
    one = Service.objects.filter(pk=service_id).first()
    if one is None:
        raise NotOfFacility
    return ServiceView(one.pk, one.facility_id, one.code, one.name, one.letter)


def practitioners_of(facility_id: int) -> list[PractitionerView]:
    rows = Practitioner.objects.filter(facility_id=facility_id).order_by("name")
    return [practitioner_view(one) for one in rows]


def labels(
    service_ids: Iterable[int], practitioner_ids: Iterable[int]
) -> dict[tuple[int, int], SessionLabels]:
    """What to call sessions: the nth service with the nth practitioner. One statement."""
    pairs = set(zip(service_ids, practitioner_ids, strict=True))
    services = Service.objects.filter(pk__in={service for service, _ in pairs})
    people = Practitioner.objects.filter(pk__in={person for _, person in pairs})
    named: dict[tuple[str, int], tuple[str, str]] = {
        (kind, pk): (name, letter)
        for kind, pk, name, letter in services.order_by()
        .annotate(of=Value("service"))
        .values_list("of", "pk", "name", "letter")
        .union(
            people.order_by()
            .annotate(of=Value("person"), letter=Value(""))
            .values_list("of", "pk", "name", "letter")
        )
    }
    return {
        (service, person): SessionLabels(*named["service", service], named["person", person][0])
        for service, person in pairs
        if ("service", service) in named and ("person", person) in named
    }


def _still_valid(on: date) -> Q:
    return Q(valid_until__isnull=True) | Q(valid_until__gt=on)


def _valid_between(facility_ids: Collection[int], first: date, last: date) -> QuerySet[Schedule]:
    return Schedule.objects.filter(
        _still_valid(first), facility_id__in=facility_ids, valid_from__lte=last
    )


def _line_of(row: Schedule) -> WeeklyHours:
    return WeeklyHours(
        id=row.pk,
        facility_id=row.facility_id,
        service_id=row.service_id,
        practitioner_id=row.practitioner_id,
        weekday=row.weekday,
        starts=row.starts,
        ends=row.ends,
        bookable=row.bookable,
        counter=row.counter,
        reserve=row.reserve,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def _exception_of(row: ScheduleException) -> ExceptionView:
    return ExceptionView(
        id=row.pk,
        facility_id=row.facility_id,
        date=row.date,
        service_id=row.service_id,
        practitioner_id=row.practitioner_id,
        kind=ExceptionKind(row.kind),
        starts=row.starts,
        ends=row.ends,
        reason=row.reason,
    )
