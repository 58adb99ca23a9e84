from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import StatementBudget
from tests.factories.facilities import (
    MONDAY,
    SETUP,
    announced,
    make_facility,
    make_line,
    make_practitioner,
    make_service,
    manager_of,
    set_line,
    sitting_of,
)
from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.errors import (
    DayPassed,
    DayTooFar,
    HoursBackwards,
    NoPlaces,
    NotManager,
    NotOfFacility,
    PractitionerBusy,
)
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.scopes import Grant, Scope
from titian.platform.audit.selectors import entries_about

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY + timedelta(days=1)


def test_a_manager_plans_a_sitting_and_it_is_audited_and_announced(at: datetime) -> None:
    line = make_line()
    manager = manager_of(line.facility)

    set_line(line, manager, at, weekday=2)

    sessions = facilities_read.planned_sessions([line.facility_id], MONDAY, TUESDAY)
    assert [session.date for session in sessions] == [MONDAY, TUESDAY]
    assert announced() == [{"facility_id": line.facility_id, "from_date": MONDAY.isoformat()}]
    (entry,) = entries_about(f"facility:{line.facility_id}")
    assert (entry.action, entry.actor) == ("facilities.set_schedule", manager.ref)


def test_a_changed_line_ends_and_another_begins(at: datetime) -> None:
    line = make_line()

    facilities.set_schedule(
        facility_id=line.facility_id,
        sitting=sitting_of(line, starts=time(9)),
        valid_from=MONDAY,
        replaces=line.pk,
        by=manager_of(line.facility),
        at=at,
    )

    before = MONDAY - timedelta(days=7)
    old, new = facilities_read.planned_sessions([line.facility_id], before, MONDAY)
    assert (old.starts_at.hour, new.starts_at.hour) == (1, 2)
    line.refresh_from_db()
    assert line.valid_until == MONDAY


def test_loading_the_same_schedule_again_changes_nothing(at: datetime) -> None:
    line = make_line()

    assert set_line(line, SETUP, at) == line.pk
    assert announced() == []


def test_an_ended_line_is_held_until_the_day_before(at: datetime) -> None:
    line = make_line()

    facilities.end_schedule(
        facility_id=line.facility_id,
        schedule_id=line.pk,
        valid_until=MONDAY,
        by=manager_of(line.facility),
        at=at,
    )

    week_before = MONDAY - timedelta(days=7)
    sessions = facilities_read.planned_sessions([line.facility_id], week_before, MONDAY)
    assert [session.date for session in sessions] == [week_before]


def test_a_doctor_is_never_in_two_rooms(at: datetime) -> None:
    line = make_line()
    other = make_service(line.facility)

    with pytest.raises(PractitionerBusy):
        set_line(line, SETUP, at, service_id=other.pk, starts=time(11), ends=time(13))

    set_line(line, SETUP, at, service_id=other.pk, starts=time(12), ends=time(13))


def test_the_database_itself_keeps_a_doctor_in_one_room() -> None:
    line = make_line()

    with pytest.raises(IntegrityError, match="facility_schedule_one_room"), transaction.atomic():
        make_line(line.facility, service=line.service, practitioner=line.practitioner)


def test_the_database_itself_keeps_a_schedule_within_one_facility() -> None:
    stranger = make_practitioner(make_facility())

    with pytest.raises(IntegrityError, match="own_person"), transaction.atomic():
        make_line(practitioner=stranger)
        with transaction.get_connection().cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "changes, refusal",
    [
        ({"starts": time(12), "ends": time(12)}, HoursBackwards),
        ({"bookable": 0, "counter": 0, "weekday": 2}, NoPlaces),
        ({"service_id": 0}, NotOfFacility),
        ({"practitioner_id": 0}, NotOfFacility),
    ],
)
def test_a_sitting_that_cannot_be_is_refused(
    changes: dict[str, object], refusal: type[Refusal], at: datetime
) -> None:
    line = make_line()

    with pytest.raises(refusal):
        set_line(line, manager_of(line.facility), at, **changes)


@pytest.mark.parametrize(
    "day, refusal", [(date(2026, 11, 20), DayPassed), (date(2029, 1, 1), DayTooFar)]
)
def test_schedules_change_from_today_until_two_years_ahead(
    day: date, refusal: type[Refusal], at: datetime
) -> None:
    line = make_line()

    with pytest.raises(refusal):
        facilities.end_schedule(
            facility_id=line.facility_id,
            schedule_id=line.pk,
            valid_until=day,
            by=manager_of(line.facility),
            at=at,
        )


def test_only_the_facilitys_manager_changes_its_schedule(at: datetime) -> None:
    line = make_line()
    elsewhere = manager_of(make_facility())
    at_the_desk = Actor.staff(902, (Grant("desk", Scope("facility", line.facility.code)),))

    set_line(line, manager_of(line.facility), at, weekday=3)
    for stranger in (elsewhere, at_the_desk, Actor.member(1, 1), Actor.visitor()):
        with pytest.raises(NotManager):
            set_line(line, stranger, at, weekday=4)
        with pytest.raises(NotManager):
            facilities_read.schedule_board(line.facility.code, viewer=stranger, at=at)


def test_planning_many_facilities_costs_two_statements(
    statements: type[StatementBudget],
) -> None:
    ids = [make_line().facility_id for _ in range(3)]

    with statements.at_most(2):
        sessions = facilities_read.planned_sessions(ids, MONDAY, TUESDAY)

    assert {session.facility_id for session in sessions} == set(ids)
