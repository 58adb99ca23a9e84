"""Worked examples and boundaries of domain-rules §2.2 and §2.3: days, arrears, the first payment.

Each test names its section and the row it takes from there.
"""

from collections.abc import Container
from datetime import date, timedelta

import pytest

from tests.factories.parameters import the_law
from titian.contributions.rules import days
from titian.contributions.rules.owing import BillOnRecord, Situation, owed
from titian.contributions.types import BillKind, DueLine, Payability
from titian.facilities import selectors as facilities_read
from titian.members.types import Payer, Relation, Segment, Status, WardClass

LAW = the_law()
THIRD = WardClass.THIRD
TODAY = date(2026, 11, 20)
NOVEMBER = date(2026, 11, 1)


def due_day(month: date) -> date:
    return days.due_on(month, LAW, {})


def people(
    count: int,
    *,
    status: Status = Status.AKTIF,
    since: date = date(2020, 1, 1),
    segment: Segment = Segment.PBPU,
    ward: WardClass = THIRD,
    born: date = date(1985, 1, 1),
) -> list[Payer]:
    relations = [Relation.HEAD, Relation.SPOUSE, *[Relation.CHILD] * 8]
    return [Payer(n, segment, ward, status, since, born, relations[n]) for n in range(count)]


@pytest.mark.parametrize(
    "row, month, due",
    [
        ("a working day", date(2026, 11, 1), date(2026, 11, 10)),
        ("a Saturday", date(2026, 10, 1), date(2026, 10, 12)),
        ("a Sunday", date(2026, 5, 1), date(2026, 5, 11)),
    ],
)
def test_2_2_due_on_the_tenth_or_the_next_working_day(row: str, month: date, due: date) -> None:
    assert days.due_on(month, LAW, {}) == due, row


def test_2_2_when_the_tenth_is_a_holiday_the_next_working_day() -> None:
    holidays: Container[date] = {date(2026, 11, 10), date(2026, 11, 11)}

    assert days.due_on(NOVEMBER, LAW, holidays) == date(2026, 11, 12)


def test_2_2_the_countrys_own_calendar_moves_the_due_day() -> None:
    april = date(2024, 4, 1)
    off = facilities_read.days_off(april, date(2024, 4, 30))

    assert date(2024, 4, 10) in off  # Idul Fitri
    assert days.due_on(april, LAW, off) == date(2024, 4, 16)


def test_2_2_reactivation_after_thirty_months_asks_for_twenty_four_and_the_current() -> None:
    now = Situation(
        family_id=1, people=people(2, status=Status.NONAKTIF_TUNGGAKAN), bills=(), on=TODAY,
        unbilled_months=30,
    )  # fmt: skip

    found = owed(now, LAW, due_day).outstanding

    assert found.amount == 1_750_000
    assert (len(found.lines), found.months_in_arrears, found.forgiven_months) == (25, 30, 6)


@pytest.mark.parametrize("months, asked", [(0, 1), (1, 2), (23, 24), (24, 25), (25, 25), (40, 25)])
def test_2_2_at_most_twenty_four_months_and_the_current(months: int, asked: int) -> None:
    now = Situation(
        family_id=1, people=people(1, status=Status.NONAKTIF_TUNGGAKAN), bills=(), on=TODAY,
        unbilled_months=months,
    )  # fmt: skip

    assert len(owed(now, LAW, due_day).outstanding.lines) == asked


def test_2_2_each_month_in_arrears_has_its_own_tariff() -> None:
    now = Situation(
        family_id=1, people=people(1, status=Status.NONAKTIF_TUNGGAKAN), bills=(),
        on=date(2021, 2, 5), unbilled_months=12,
    )  # fmt: skip

    found = owed(now, LAW, due_day).outstanding

    by_month = [line.amount for line in found.lines]
    assert by_month == [42_000] * 2 + [25_500] * 3 + [25_500] * 6 + [35_000] * 2
    assert found.lines[0].month == date(2020, 2, 1)


REGISTERED = date(2026, 11, 1)


@pytest.mark.parametrize(
    "row, day, payability",
    [
        ("D+13", 13, Payability.TOO_EARLY),
        ("D+14", 14, Payability.PAYABLE),
        ("D+30 (L: inside)", 30, Payability.PAYABLE),
        ("D+31", 31, Payability.LAPSED),
    ],
)
def test_2_3_the_first_payment_has_a_window(row: str, day: int, payability: Payability) -> None:
    waiting = people(2, status=Status.MENUNGGU_BAYAR_PERTAMA, since=REGISTERED)
    now = Situation(1, waiting, (), REGISTERED + timedelta(days=day))

    found = owed(now, LAW, due_day).outstanding

    assert found.payability is payability, row
    assert found.payable_from == REGISTERED + timedelta(days=14)
    assert found.payable_until == REGISTERED + timedelta(days=30)


@pytest.mark.parametrize("row, age_in_days, wait", [("in time", 28, 0), ("a day too late", 29, 14)])
def test_2_3_a_newborn_registered_in_time_does_not_wait(
    row: str, age_in_days: int, wait: int
) -> None:
    born = REGISTERED - timedelta(days=age_in_days)

    window = days.first_payment_window(REGISTERED, LAW, born_on=born)

    assert window.opens == REGISTERED + timedelta(days=wait), row


def test_2_3_a_newborn_of_an_active_family_is_paid_for_at_once() -> None:
    baby = people(
        1, status=Status.MENUNGGU_BAYAR_PERTAMA, since=TODAY, born=TODAY - timedelta(days=9)
    )[0]
    paid = DueLine(BillKind.MONTHLY, NOVEMBER, TODAY, 70_000, 2, THIRD, 42_000, 7_000, bill_id=1)
    now = Situation(1, [*people(2), baby], (BillOnRecord(paid, settled=True),), TODAY)

    found = owed(now, LAW, due_day).outstanding

    assert [(line.people, line.number, line.amount) for line in found.lines] == [(1, 1, 35_000)]
