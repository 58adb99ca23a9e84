"""What is promised is due exactly: over nights, weekends, holidays, zones and pauses."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from titian.complaints import rules
from titian.complaints.types import Category, ClockKind
from titian.kernel import promises
from titian.kernel.promises import Promise, Unit
from titian.kernel.working_hours import Office

HOLIDAYS = frozenset({date(2026, 12, 25), date(2027, 1, 1)})  # both a Friday
HOURS, DAYS = timedelta(hours=24), timedelta(hours=40)  # the first answer, and five working days
WITA, WIT = "Asia/Makassar", "Asia/Jayapura"


def office(zone: str = "Asia/Jakarta") -> Office:
    return Office(time(8), time(16), ZoneInfo(zone), HOLIDAYS)


def local(day: int, hour: int, minute: int = 0, zone: str = "Asia/Jakarta") -> datetime:
    """In December 2026, when the first is a Tuesday; the 32nd is New Year's Day."""
    begins = datetime(2026, 12, 1, hour, minute, tzinfo=ZoneInfo(zone))
    return begins + timedelta(days=day - 1)


@pytest.mark.parametrize(
    "why, filed, first, solved",
    [
        ("Monday morning", local(14, 9), local(15, 9), local(21, 9)),
        ("at opening: five whole days end on Friday", local(14, 8), local(15, 8), local(18, 16)),
        ("a minute before opening", local(14, 7, 59), local(15, 7, 59), local(18, 16)),
        ("midnight begins the day", local(14, 0), local(15, 0), local(18, 16)),
        ("a minute is left: 1 min + 32 h + 7 h 59", local(14, 15, 59), local(15, 15, 59),
         local(21, 15, 59)),
        ("at closing none of the day counts", local(14, 16), local(15, 16), local(21, 16)),
        ("the evening: five days from Tuesday", local(14, 21, 10), local(15, 21, 10),
         local(21, 16)),
        ("the last minute of Monday", local(14, 23, 59), local(15, 23, 59), local(21, 16)),
        ("midday: 3½ h + 32 h + 4½ h", local(16, 12, 30), local(17, 12, 30), local(23, 12, 30)),
        ("up to the eve of Christmas", local(17, 15, 59), local(18, 15, 59), local(24, 15, 59)),
        ("Friday 16 h, Monday 8 h", local(18, 8), local(21, 8), local(24, 16)),
        ("Friday 9 h, Monday 15 h; Christmas stands between", local(18, 15), local(21, 15),
         local(28, 15)),
        ("Friday at closing", local(18, 16), local(21, 16), local(28, 16)),
        ("a minute of Friday is left", local(18, 23, 59), local(21, 23, 59), local(28, 16)),
        ("Saturday begins: all of Monday", local(19, 0), local(22, 0), local(28, 16)),
        ("Saturday morning", local(19, 10), local(22, 0), local(28, 16)),
        ("the last minute of Sunday", local(20, 23, 59), local(22, 0), local(28, 16)),
        ("Monday begins", local(21, 0), local(22, 0), local(28, 16)),
        ("the eve of Christmas: 14 h + 10 h; 6 h + 32 h + 2 h past New Year", local(24, 10),
         local(28, 10), local(35, 10)),
        ("its evening: 2 h 50 + 21 h 10", local(24, 21, 10), local(28, 21, 10), local(35, 16)),
        ("Christmas morning counts as nothing", local(25, 9), local(29, 0), local(35, 16)),
        ("Christmas night", local(25, 23), local(29, 0), local(35, 16)),
        ("the Saturday after", local(26, 12), local(29, 0), local(35, 16)),
        ("the last hour of the year: 1 h + 32 h + 7 h", local(31, 15), local(35, 15),
         local(39, 15)),
        ("New Year's Day", local(32, 10), local(36, 0), local(39, 16)),
    ],
)  # fmt: skip
def test_a_promise_counts_working_days_only(
    why: str, filed: datetime, first: datetime, solved: datetime
) -> None:
    assert promises.due_at(filed, HOURS, Unit.DAY_AND_NIGHT, office()) == first, why
    assert promises.due_at(filed, DAYS, Unit.WORKING_HOURS, office()) == solved, why


@pytest.mark.parametrize(
    "why, zone, filed, first, solved",
    [
        ("Monday night in Jakarta is Tuesday 00.30 in Papua", WIT, local(14, 22, 30),
         local(16, 0, 30, WIT), local(21, 16, 0, WIT)),
        ("15.30 in Jakarta is after closing in Makassar", WITA, local(14, 15, 30),
         local(15, 16, 30, WITA), local(21, 16, 0, WITA)),
        ("Friday night in Jakarta is Saturday in Makassar", WITA, local(18, 23, 30),
         local(22, 0, 0, WITA), local(28, 16, 0, WITA)),
        ("Sunday night in Jakarta is Monday 01.00 in Papua", WIT, local(20, 23),
         local(22, 1, 0, WIT), local(28, 16, 0, WIT)),
        ("Monday 00.30 in Papua is still Sunday in Jakarta", "Asia/Jakarta",
         local(21, 0, 30, WIT), local(22, 0), local(28, 16)),
        ("08.30 in Papua is before opening in Jakarta", "Asia/Jakarta", local(14, 8, 30, WIT),
         local(15, 6, 30), local(18, 16)),
        ("Christmas has begun in Makassar", WITA, local(24, 23, 30), local(29, 0, 0, WITA),
         local(35, 16, 0, WITA)),
    ],
)  # fmt: skip
def test_a_promise_runs_by_the_clock_of_who_answers_not_of_who_asks(
    why: str, zone: str, filed: datetime, first: datetime, solved: datetime
) -> None:
    here = office(zone)

    assert promises.due_at(filed, HOURS, Unit.DAY_AND_NIGHT, here) == first, why
    assert promises.due_at(filed, DAYS, Unit.WORKING_HOURS, here) == solved, why


@pytest.mark.parametrize(
    "why, filed, pauses, due",
    [
        ("2 h used, two days asked: two days later", local(14, 9),
         [(local(14, 11), local(16, 11))], local(23, 9)),
        ("asked and answered after closing: nothing moves", local(14, 9),
         [(local(14, 20), local(14, 22))], local(21, 9)),
        ("asked and answered before opening", local(14, 9),
         [(local(15, 6), local(15, 7, 30))], local(21, 9)),
        ("asked and answered in one minute", local(14, 9),
         [(local(15, 10), local(15, 10))], local(21, 9)),
        ("36 h used, answered on Saturday: 4 h of Monday", local(14, 8),
         [(local(18, 12), local(19, 12))], local(21, 12)),
        ("39 h used over a weekend: one hour is left", local(14, 8),
         [(local(18, 15), local(21, 9))], local(21, 10)),
        ("32 h used, answered on Christmas: all of the 28th", local(21, 8),
         [(local(24, 16), local(25, 10))], local(28, 16)),
        ("asked twice: 2 h + 10 h used, 28 h left", local(14, 8),
         [(local(14, 10), local(14, 14)), (local(16, 8), local(17, 8))], local(22, 12)),
        ("all 40 h used: due as soon as answered", local(14, 8),
         [(local(18, 16), local(21, 9))], local(21, 9)),
        ("late already, answered at night: due at the next opening", local(14, 8),
         [(local(21, 10), local(22, 20))], local(23, 8)),
    ],
)  # fmt: skip
def test_while_the_person_is_asked_nothing_of_the_promise_runs(
    why: str, filed: datetime, pauses: list[tuple[datetime, datetime]], due: datetime
) -> None:
    used, since = timedelta(), filed
    for asked, answered in pauses:
        used += rules.used_between(since, asked, office())
        since = answered

    assert promises.due_at(since, DAYS - used, Unit.WORKING_HOURS, office()) == due, why


@pytest.mark.parametrize(
    "zone, hour", [("Asia/Jakarta", 1), ("Asia/Makassar", 0), ("Asia/Jayapura", 23)]
)
def test_each_office_counts_by_its_own_zone(zone: str, hour: int) -> None:
    filed = local(14, 8, zone=zone)

    due = promises.due_at(filed, timedelta(hours=8), Unit.WORKING_HOURS, office(zone))

    assert filed.astimezone(UTC).hour == hour
    assert due == local(14, 16, zone=zone)


def test_shares_are_counted_of_working_time_what_ran_before_a_pause_included() -> None:
    promise = Promise(timedelta(hours=40), Unit.WORKING_HOURS)
    begun, again = local(14, 8), local(21, 8)

    half = promises.tell_at(begun, timedelta(), promise, 0, office())
    most = promises.tell_at(again, timedelta(hours=24), promise, 50, office())
    none = promises.tell_at(again, timedelta(hours=24), promise, 100, office())

    assert (half, most, none) == (local(16, 12), local(21, 16), None)


def test_a_category_may_be_promised_sooner_from_a_day_on() -> None:
    rows = [
        ("solve_days", 4, date(2026, 1, 1), None),
        ("solve_days.privacy", 3, date(2026, 12, 15), None),
    ]

    def days(category: Category, day: int) -> timedelta:
        on = date(2026, 12, day)
        return rules.promise_of(ClockKind.SOLVE, category, rows, on, office()).within

    assert days(Category.PRIVACY, 14) == timedelta(hours=32)
    assert days(Category.PRIVACY, 15) == timedelta(hours=24)
    assert days(Category.QUEUE, 15) == timedelta(hours=32)
