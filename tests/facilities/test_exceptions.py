from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.facilities import (
    JAYAPURA,
    MONDAY,
    SETUP,
    announced,
    make_facility,
    make_line,
    manager_of,
)
from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.errors import (
    DayPassed,
    ExceptionStands,
    HoursBackwards,
    NotManager,
)
from titian.facilities.models import Schedule, ScheduleException
from titian.facilities.types import ExceptionKind
from titian.kernel.actors import Actor

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY + timedelta(days=1)


def close(line: Schedule, by: Actor, at: datetime, **changes: object) -> int:
    said: dict[str, object] = {
        "facility_id": line.facility_id,
        "date": MONDAY,
        "kind": ExceptionKind.CLOSED,
        "reason": "rapat",
    }
    return facilities.add_exception(**(said | changes), by=by, at=at)  # type: ignore[arg-type]  # by their names


def test_today_is_the_facilitys_day() -> None:
    line = make_line(make_facility(within=JAYAPURA))
    late = datetime.fromisoformat("2026-11-21T16:00:00+00:00")  # 01.00 of the 22nd in Jayapura

    with pytest.raises(DayPassed):
        close(line, manager_of(line.facility), late, date=date(2026, 11, 21))


def test_a_closed_day_is_announced_and_can_be_taken_back(at: datetime) -> None:
    line = make_line()
    manager = manager_of(line.facility)
    exception = close(line, manager, at)
    assert facilities_read.planned_sessions([line.facility_id], MONDAY, MONDAY) == []

    facilities.remove_exception(
        facility_id=line.facility_id, exception_id=exception, by=manager, at=at
    )

    assert len(facilities_read.planned_sessions([line.facility_id], MONDAY, MONDAY)) == 1
    assert len(announced()) == 2


def test_one_exception_for_a_day_and_those_it_is_about(at: datetime) -> None:
    line = make_line()
    close(line, SETUP, at)

    with pytest.raises(ExceptionStands):
        close(line, SETUP, at)

    close(line, SETUP, at, practitioner_id=line.practitioner_id)


def test_changed_hours_need_both_ends(at: datetime) -> None:
    line = make_line()

    with pytest.raises(HoursBackwards):
        close(line, SETUP, at, kind=ExceptionKind.CHANGED, starts=time(9))
    with pytest.raises(IntegrityError, match="facility_exception_hours"), transaction.atomic():
        ScheduleException.objects.create(
            facility=line.facility, date=MONDAY, kind=ExceptionKind.CHANGED, reason="x"
        )


def test_only_the_facilitys_manager_closes_a_day(at: datetime) -> None:
    line = make_line()
    elsewhere = manager_of(make_facility())

    exception = close(line, manager_of(line.facility), at)
    for stranger in (elsewhere, Actor.member(1, 1), Actor.visitor()):
        with pytest.raises(NotManager):
            close(line, stranger, at)
        with pytest.raises(NotManager):
            facilities.remove_exception(
                facility_id=line.facility_id, exception_id=exception, by=stranger, at=at
            )
