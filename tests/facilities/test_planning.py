from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from titian.facilities.rules.days_off import days_off
from titian.facilities.rules.planning import planned
from titian.facilities.types import ExceptionKind, ExceptionView, PlannedSession, WeeklyHours

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)
JAKARTA = {1: ZoneInfo("Asia/Jakarta")}


def line(**changes: object) -> WeeklyHours:
    said: dict[str, object] = {
        "id": 1,
        "facility_id": 1,
        "service_id": 10,
        "practitioner_id": 100,
        "weekday": 1,
        "starts": time(8),
        "ends": time(12),
        "bookable": 20,
        "counter": 10,
        "reserve": 2,
        "valid_from": date(2026, 1, 1),
        "valid_until": None,
    }
    return WeeklyHours(**(said | changes))  # type: ignore[arg-type]  # fields by their names


def exception(**changes: object) -> ExceptionView:
    said: dict[str, object] = {
        "id": 1,
        "facility_id": 1,
        "date": MONDAY,
        "service_id": None,
        "practitioner_id": None,
        "kind": ExceptionKind.CLOSED,
        "starts": None,
        "ends": None,
        "reason": "rapat",
    }
    return ExceptionView(**(said | changes))  # type: ignore[arg-type]  # fields by their names


def week(
    lines: list[WeeklyHours],
    exceptions: list[ExceptionView] | None = None,
    off: set[date] | None = None,
) -> list[PlannedSession]:
    return planned(lines, exceptions or [], JAKARTA, off or set(), MONDAY, SUNDAY)


def test_a_weekly_line_is_one_session_a_week() -> None:
    (session,) = week([line()])

    assert session.date == MONDAY
    assert session.starts_at == datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    assert session.ends_at == datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
    assert (session.bookable, session.counter, session.reserve) == (20, 10, 2)


@pytest.mark.parametrize(
    "zone, hour", [("Asia/Jakarta", 1), ("Asia/Makassar", 0), ("Asia/Jayapura", 23)]
)
def test_eight_oclock_is_the_clock_on_the_facilitys_wall(zone: str, hour: int) -> None:
    (session,) = planned([line()], [], {1: ZoneInfo(zone)}, set(), MONDAY, MONDAY)

    assert session.starts_at.hour == hour
    assert session.starts_at.tzinfo is UTC


@pytest.mark.parametrize(
    "valid_from, valid_until, held",
    [
        (MONDAY, None, True),
        (date(2026, 11, 24), None, False),
        (date(2026, 1, 1), MONDAY, False),
        (date(2026, 1, 1), date(2026, 11, 24), True),
        (MONDAY, MONDAY, False),
    ],
)
def test_a_line_is_held_while_it_is_valid(
    valid_from: date, valid_until: date | None, *, held: bool
) -> None:
    assert bool(week([line(valid_from=valid_from, valid_until=valid_until)])) is held


def test_nothing_is_planned_on_a_holiday() -> None:
    assert week([line()], off={MONDAY}) == []


def test_a_closed_day_closes_everything() -> None:
    assert week([line(), line(id=2, practitioner_id=101)], [exception()]) == []


def test_a_doctor_on_leave_leaves_the_others() -> None:
    sessions = week([line(), line(id=2, practitioner_id=101)], [exception(practitioner_id=100)])

    assert [session.practitioner_id for session in sessions] == [101]


def test_what_is_said_of_a_doctor_outweighs_what_is_said_of_the_house() -> None:
    changed = exception(
        id=2, practitioner_id=100, kind=ExceptionKind.CHANGED, starts=time(13), ends=time(15)
    )

    (session,) = week([line()], [exception(), changed])

    assert session.starts_at == datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def test_a_doctors_new_hours_replace_all_sittings_of_the_day_by_one() -> None:
    changed = exception(
        practitioner_id=100, kind=ExceptionKind.CHANGED, starts=time(9), ends=time(11)
    )

    (session,) = week([line(), line(id=2, starts=time(13), ends=time(15))], [changed])

    assert session.ends_at == datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def test_shorter_hours_of_the_house_cut_sessions_and_their_places() -> None:
    changed = exception(kind=ExceptionKind.CHANGED, starts=time(10), ends=time(14))

    sessions = week(
        [line(), line(id=2, practitioner_id=101, starts=time(7), ends=time(9))], [changed]
    )

    (session,) = sessions
    assert session.starts_at == datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    assert (session.bookable, session.counter, session.reserve) == (10, 5, 1)


def test_longer_hours_give_no_more_places() -> None:
    changed = exception(
        practitioner_id=100, kind=ExceptionKind.CHANGED, starts=time(8), ends=time(18)
    )

    (session,) = week([line()], [changed])

    assert session.bookable == 20


def test_changed_hours_are_held_even_on_a_holiday() -> None:
    changed = exception(kind=ExceptionKind.CHANGED, starts=time(8), ends=time(12))

    assert len(week([line()], [changed], off={MONDAY})) == 1


def test_sessions_come_in_order_of_time() -> None:
    lines = [line(id=2, weekday=3), line(id=3, starts=time(13), ends=time(14)), line()]

    starts = [session.starts_at for session in week(lines)]

    assert starts == sorted(starts)
    assert len(starts) == 3


@pytest.mark.parametrize(
    "day, name",
    [
        (date(2026, 3, 19), "Hari Suci Nyepi"),
        (date(2026, 3, 20), "Cuti Bersama Hari Raya Idul Fitri"),
        (date(2026, 8, 17), "Hari Kemerdekaan Republik Indonesia"),
        (date(2026, 12, 24), "Cuti Bersama Hari Raya Natal"),
        (date(2026, 12, 25), "Hari Raya Natal"),
    ],
)
def test_holidays_and_joint_leave_are_days_off(day: date, name: str) -> None:
    assert days_off(day, day) == {day: name}


def test_days_off_run_across_the_turn_of_the_year() -> None:
    found = days_off(date(2026, 12, 20), date(2027, 1, 2))

    assert date(2026, 12, 25) in found
    assert date(2027, 1, 1) in found
    assert days_off(MONDAY, SUNDAY) == {}
