"""The promise, the cut-off, the urgent case, the first day of cover."""

from datetime import date, datetime, time, timedelta

import pytest

from titian.enrolment import rules
from titian.enrolment.types import (
    ApplicationKind,
    Comes,
    Effect,
    Leave,
    OfficeKind,
    Procedure,
    StepRule,
    Terms,
)
from titian.kernel.clock import JAKARTA
from titian.kernel.working_hours import Office

HOLIDAY = {date(2026, 11, 30)}  # a Monday
VILLAGE = Office(time(8), time(16), JAKARTA, HOLIDAY)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


def told(found: datetime) -> str:
    return f"{found:%Y-%m-%d %H:%M}"


def procedure(cutoff: time | None) -> Procedure:
    return Procedure(
        kind=ApplicationKind.NEW,
        title="Peserta baru",
        about="Untuk warga kota.",
        effect=Effect.ENROL,
        comes={Comes.SELF: Leave.ALLOWED},
        why_refused="",
        documents=(),
        steps=(StepRule("health", OfficeKind.HEALTH, "Keputusan"),),
        promise=timedelta(hours=8),
        cutoff=cutoff,
    )


@pytest.mark.parametrize(
    "sent, counted",
    [
        ("2026-11-23 13:59", "2026-11-23 13:59"),
        ("2026-11-23 14:00", "2026-11-23 14:00"),
        ("2026-11-23 14:01", "2026-11-23 16:00"),
        ("2026-11-23 17:30", "2026-11-23 17:30"),
        ("2026-11-28 15:00", "2026-11-28 15:00"),
    ],
)
def test_what_comes_after_the_cut_off_counts_from_closing(sent: str, counted: str) -> None:
    assert told(rules.counted_from(moment(sent), procedure(time(14)), VILLAGE)) == counted


def test_without_a_cut_off_every_minute_counts() -> None:
    sent = moment("2026-11-23 15:59")

    assert rules.counted_from(sent, procedure(None), VILLAGE) == sent


@pytest.mark.parametrize(
    "letter, until",
    [
        ("2026-11-27 16:40", "2026-12-03 16:40"),  # Friday before a holiday on Monday
        ("2026-11-23 08:00", "2026-11-26 08:00"),
        ("2026-11-28 10:00", "2026-12-04 00:00"),  # Saturday: Tuesday, Wednesday, Thursday
    ],
)
def test_an_urgent_case_has_three_days_that_are_working_days(letter: str, until: str) -> None:
    assert told(rules.urgent_until(moment(letter), timedelta(hours=72), VILLAGE)) == until


@pytest.mark.parametrize(
    "received, terms, begins",
    [
        ("2026-11-23", Terms(date(2026, 1, 1), same_day=True), "2026-11-23"),
        ("2026-11-23", Terms(date(2026, 1, 1), same_day=False), "2026-12-01"),
        ("2026-12-31", Terms(date(2026, 1, 1), same_day=False), "2027-01-01"),
        ("2026-11-20", Terms(date(2026, 1, 1), same_day=False, cutoff_day=20), "2026-12-01"),
        ("2026-11-21", Terms(date(2026, 1, 1), same_day=False, cutoff_day=20), "2027-01-01"),
        ("2026-12-21", Terms(date(2026, 1, 1), same_day=False, cutoff_day=20), "2027-02-01"),
    ],
)
def test_cover_begins_the_same_day_or_on_a_first(received: str, terms: Terms, begins: str) -> None:
    found = rules.covered_from(date.fromisoformat(received), terms)

    assert found == date.fromisoformat(begins)


@pytest.mark.parametrize("minutes, share", [(0, 0), (30, 50), (48, 80), (60, 100), (90, 150)])
def test_how_much_of_the_time_has_gone(minutes: int, share: int) -> None:
    opened = moment("2026-11-23 10:00")

    gone = rules.share_gone(
        opened, opened + timedelta(hours=1), opened + timedelta(minutes=minutes)
    )

    assert gone == share
