from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import StatementBudget
from tests.factories.facilities import (
    MONDAY,
    SETUP,
    FacilityFactory,
    PractitionerFactory,
    ScheduleFactory,
    ServiceFactory,
    manager_of,
    set_line,
    sitting_of,
)
from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.errors import (
    DayPassed,
    DayTooFar,
    ExceptionStands,
    HoursBackwards,
    LetterTaken,
    NoPlaces,
    NotManager,
    NotOfFacility,
    PractitionerBusy,
)
from titian.facilities.models import Facility, Schedule, ScheduleException
from titian.facilities.types import ExceptionKind, OpeningView
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.scopes import Grant, Scope
from titian.platform.audit.selectors import entries_about
from titian.platform.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY + timedelta(days=1)


def announced() -> list[dict[str, object]]:
    events = OutboxEvent.objects.filter(name="facilities.schedule_changed").order_by("id")
    return [event.facts for event in events]


def close(line: Schedule, by: Actor, at: datetime, **changes: object) -> int:
    said: dict[str, object] = {
        "facility_id": line.facility_id,
        "date": MONDAY,
        "kind": ExceptionKind.CLOSED,
        "reason": "rapat",
    }
    return facilities.add_exception(**(said | changes), by=by, at=at)  # type: ignore[arg-type]  # by their names


def test_a_manager_plans_a_sitting_and_it_is_audited_and_announced(at: datetime) -> None:
    line = ScheduleFactory()
    manager = manager_of(line.facility)

    set_line(line, manager, at, weekday=2)

    sessions = facilities_read.planned_sessions([line.facility_id], MONDAY, TUESDAY)
    assert [session.date for session in sessions] == [MONDAY, TUESDAY]
    assert announced() == [{"facility_id": line.facility_id, "from_date": MONDAY.isoformat()}]
    (entry,) = entries_about(f"facility:{line.facility_id}")
    assert (entry.action, entry.actor) == ("facilities.set_schedule", manager.ref)


def test_a_changed_line_ends_and_another_begins(at: datetime) -> None:
    line = ScheduleFactory()

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
    line = ScheduleFactory()

    assert set_line(line, SETUP, at) == line.pk
    assert announced() == []


def test_an_ended_line_is_held_until_the_day_before(at: datetime) -> None:
    line = ScheduleFactory()

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
    line = ScheduleFactory()
    other = ServiceFactory(facility=line.facility)

    with pytest.raises(PractitionerBusy):
        set_line(line, SETUP, at, service_id=other.pk, starts=time(11), ends=time(13))

    set_line(line, SETUP, at, service_id=other.pk, starts=time(12), ends=time(13))


def test_the_database_itself_keeps_a_doctor_in_one_room() -> None:
    line = ScheduleFactory()

    with pytest.raises(IntegrityError, match="facility_schedule_one_room"), transaction.atomic():
        ScheduleFactory(
            facility=line.facility, service=line.service, practitioner=line.practitioner
        )


def test_the_database_itself_keeps_a_schedule_within_one_facility() -> None:
    stranger = PractitionerFactory()

    with pytest.raises(IntegrityError, match="own_person"), transaction.atomic():
        ScheduleFactory(practitioner=stranger)
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
    line = ScheduleFactory()

    with pytest.raises(refusal):
        set_line(line, manager_of(line.facility), at, **changes)


@pytest.mark.parametrize(
    "day, refusal", [(date(2026, 11, 20), DayPassed), (date(2029, 1, 1), DayTooFar)]
)
def test_schedules_change_from_today_until_two_years_ahead(
    day: date, refusal: type[Refusal], at: datetime
) -> None:
    line = ScheduleFactory()

    with pytest.raises(refusal):
        facilities.end_schedule(
            facility_id=line.facility_id,
            schedule_id=line.pk,
            valid_until=day,
            by=manager_of(line.facility),
            at=at,
        )


def test_today_is_the_facilitys_day() -> None:
    line = ScheduleFactory(facility__in_jayapura=True)
    late = datetime.fromisoformat("2026-11-21T16:00:00+00:00")  # 01.00 of the 22nd in Jayapura

    with pytest.raises(DayPassed):
        close(line, manager_of(line.facility), late, date=date(2026, 11, 21))


def test_a_closed_day_is_announced_and_can_be_taken_back(at: datetime) -> None:
    line = ScheduleFactory()
    manager = manager_of(line.facility)
    exception = close(line, manager, at)
    assert facilities_read.planned_sessions([line.facility_id], MONDAY, MONDAY) == []

    facilities.remove_exception(
        facility_id=line.facility_id, exception_id=exception, by=manager, at=at
    )

    assert len(facilities_read.planned_sessions([line.facility_id], MONDAY, MONDAY)) == 1
    assert len(announced()) == 2


def test_one_exception_for_a_day_and_those_it_is_about(at: datetime) -> None:
    line = ScheduleFactory()
    close(line, SETUP, at)

    with pytest.raises(ExceptionStands):
        close(line, SETUP, at)

    close(line, SETUP, at, practitioner_id=line.practitioner_id)


def test_changed_hours_need_both_ends(at: datetime) -> None:
    line = ScheduleFactory()

    with pytest.raises(HoursBackwards):
        close(line, SETUP, at, kind=ExceptionKind.CHANGED, starts=time(9))
    with pytest.raises(IntegrityError, match="facility_exception_hours"), transaction.atomic():
        ScheduleException.objects.create(
            facility=line.facility, date=MONDAY, kind=ExceptionKind.CHANGED, reason="x"
        )


def test_only_the_facilitys_manager_changes_its_schedule(at: datetime) -> None:
    line = ScheduleFactory()
    elsewhere = manager_of(FacilityFactory())
    at_the_desk = Actor.staff(902, (Grant("desk", Scope("facility", line.facility.code)),))

    set_line(line, manager_of(line.facility), at, weekday=3)
    for stranger in (elsewhere, at_the_desk, Actor.member(1, 1), Actor.visitor()):
        with pytest.raises(NotManager):
            set_line(line, stranger, at, weekday=4)
        with pytest.raises(NotManager):
            close(line, stranger, at)
        with pytest.raises(NotManager):
            facilities_read.schedule_board(line.facility.code, viewer=stranger, at=at)


def test_a_facility_is_brought_onto_titian_by_the_operator(at: datetime) -> None:
    place = FacilityFactory(off_titian=True)
    operator = Actor.staff(903, (Grant("operator", Scope("all")),))

    with pytest.raises(NotManager):
        facilities.start_using_titian(facility_id=place.pk, by=manager_of(place), at=at)
    facilities.start_using_titian(facility_id=place.pk, by=operator, at=at)

    assert place.pk in facilities_read.facilities_using_titian()


def test_services_and_people_are_added_once(at: datetime) -> None:
    place = FacilityFactory()
    umum = facilities.add_service(
        facility_id=place.pk, code="001", name="Poli Umum", letter="A", by=SETUP, at=at
    )
    again = facilities.add_service(
        facility_id=place.pk, code="001", name="Poli Umum", letter="A", by=SETUP, at=at
    )
    sari = facilities.add_practitioner(facility_id=place.pk, name="dr. Sari", by=SETUP, at=at)

    assert again == umum
    assert (
        facilities.add_practitioner(facility_id=place.pk, name="dr. Sari", by=SETUP, at=at) == sari
    )
    with pytest.raises(LetterTaken):
        facilities.add_service(
            facility_id=place.pk, code="002", name="Poli Gigi", letter="A", by=SETUP, at=at
        )
    names = facilities_read.labels([umum], [sari])[umum, sari]
    assert (names.service_name, names.letter, names.practitioner_name) == (
        "Poli Umum",
        "A",
        "dr. Sari",
    )


def test_opening_hours_are_replaced_as_a_whole(at: datetime) -> None:
    place = FacilityFactory()
    for hours in ({1: (time(7), time(14)), 2: (time(7), time(14))}, {1: (time(8), time(12))}):
        facilities.set_opening_hours(facility_id=place.pk, hours=hours, by=SETUP, at=at)

    assert facilities_read.opening_hours(place.pk) == [OpeningView(1, time(8), time(12))]
    with pytest.raises(HoursBackwards):
        facilities.set_opening_hours(
            facility_id=place.pk, hours={1: (time(8), time(8))}, by=SETUP, at=at
        )


def test_planning_many_facilities_costs_two_statements(
    statements: type[StatementBudget],
) -> None:
    ids = [ScheduleFactory().facility_id for _ in range(3)]

    with statements.at_most(2):
        sessions = facilities_read.planned_sessions(ids, MONDAY, TUESDAY)

    assert {session.facility_id for session in sessions} == set(ids)


def test_managers_see_the_facilities_they_manage() -> None:
    mine, _other = FacilityFactory(), FacilityFactory()
    everywhere = Actor.staff(904, (Grant("manager", Scope("all")),))

    assert [one.code for one in facilities_read.facilities_managed_by(manager_of(mine))] == [
        mine.code
    ]
    assert facilities_read.facilities_managed_by(Actor.visitor()) == []
    assert len(facilities_read.facilities_managed_by(everywhere)) >= 2
    assert Facility.objects.filter(uses_titian=True).count() >= 2
