"""Worked examples and boundaries of domain-rules §2.1, §1.2 and §12.1: what a month costs.

Each test names its section and the row it takes from there.
"""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.parameters import the_law
from titian.contributions.rules import shares
from titian.contributions.rules.tariffs import monthly_line, tariff
from titian.members.types import Segment, WardClass

LAW = the_law()
FIRST, SECOND, THIRD = WardClass.FIRST, WardClass.SECOND, WardClass.THIRD
TODAY = date(2026, 11, 20)
NOVEMBER = date(2026, 11, 1)


@pytest.mark.parametrize(
    "row, segment, ward, month, own, government",
    [
        ("PBI-JK", Segment.PBI_JK, THIRD, NOVEMBER, 0, 42_000),
        ("Pemda-enrolled", Segment.PBPU_PEMDA, THIRD, NOVEMBER, 0, 42_000),
        ("class III now", Segment.PBPU, THIRD, NOVEMBER, 35_000, 7_000),
        ("class III from 1 Jan 2021", Segment.PBPU, THIRD, date(2021, 1, 1), 35_000, 7_000),
        ("class III Jul-Dec 2020", Segment.PBPU, THIRD, date(2020, 12, 1), 25_500, 16_500),
        ("class III from Jul 2020", Segment.PBPU, THIRD, date(2020, 7, 1), 25_500, 16_500),
        ("class II from 1 Jul 2020", Segment.PBPU, SECOND, date(2020, 7, 1), 100_000, 0),
        ("class I from 1 Jul 2020", Segment.BP, FIRST, date(2020, 7, 1), 150_000, 0),
        ("Jan-Mar 2020 III", Segment.PBPU, THIRD, date(2020, 1, 1), 42_000, 0),
        ("Jan-Mar 2020 II", Segment.PBPU, SECOND, date(2020, 3, 1), 110_000, 0),
        ("Jan-Mar 2020 I", Segment.PBPU, FIRST, date(2020, 2, 1), 160_000, 0),
        ("Apr-Jun 2020 III", Segment.PBPU, THIRD, date(2020, 4, 1), 25_500, 0),
        ("Apr-Jun 2020 II", Segment.PBPU, SECOND, date(2020, 6, 1), 51_000, 0),
        ("Apr-Jun 2020 I", Segment.PBPU, FIRST, date(2020, 5, 1), 80_000, 0),
        ("before 2020 III", Segment.PBPU, THIRD, date(2019, 12, 1), 25_500, 0),
        ("before 2020 I", Segment.PBPU, FIRST, date(2018, 12, 1), 80_000, 0),
    ],
)
def test_2_1_the_tariff_of_each_segment_and_time(
    row: str, segment: Segment, ward: WardClass, month: date, own: int, government: int
) -> None:
    found = tariff(segment, ward, month, LAW)

    assert (found.own, found.subsidy) == (own, government), row


def test_2_1_a_private_worker_of_twenty_million_pays_from_the_ceiling() -> None:
    found = shares.share(20_000_000, month=NOVEMBER, parameters=LAW)

    assert (found.base, found.employer, found.worker) == (12_000_000, 480_000, 120_000)
    assert found.total == 600_000


def test_2_1_a_parent_added_costs_the_worker_one_per_cent() -> None:
    found = shares.share(5_000_000, month=NOVEMBER, parameters=LAW, extra_members=1)

    assert (found.employer, found.worker, found.extra) == (200_000, 50_000, 50_000)


@pytest.mark.parametrize("wage", [0, 1_000_000, 3_507_692])
def test_2_1_a_wage_below_the_minimum_counts_as_the_minimum(wage: int) -> None:
    found = shares.share(wage, month=NOVEMBER, parameters=LAW, regions=("35.73", "35"))

    assert found.base == found.floor == 3_507_693


def test_2_1_without_a_minimum_of_the_regency_the_provinces_counts() -> None:
    found = shares.share(1, month=NOVEMBER, parameters=LAW, regions=("35.79", "35"))

    assert found.base == 2_305_985


def test_2_1_shares_are_rounded_half_up_component_by_component() -> None:
    found = shares.share(5_000_050, month=NOVEMBER, parameters=LAW)

    assert (found.employer, found.worker) == (200_002, 50_001)


def test_2_1_a_family_of_four_in_class_three() -> None:
    line = monthly_line(people=4, ward=THIRD, month=NOVEMBER, due_on=TODAY, parameters=LAW)

    assert line.amount == 140_000
    assert (line.people * line.tariff, line.people * line.subsidy) == (168_000, 28_000)


def test_2_1_a_family_of_three_in_class_one() -> None:
    line = monthly_line(people=3, ward=FIRST, month=NOVEMBER, due_on=TODAY, parameters=LAW)

    assert line.amount == 450_000


@pytest.mark.parametrize(
    "row, wage, ward", [("at four million", 4_000_000, SECOND), ("above", 4_000_001, FIRST)]
)
def test_1_2_the_ward_right_of_a_worker(row: str, wage: int, ward: WardClass) -> None:
    assert shares.ward_right(wage, month=NOVEMBER, parameters=LAW) is ward, row


@pytest.mark.parametrize(
    "key, value",
    [
        ("tariff.pbpu.I", "150000"),
        ("tariff.pbpu.II", "100000"),
        ("tariff.pbpu.III", "42000"),
        ("subsidy.pbpu.III", "7000"),
        ("tariff.pbi", "42000"),
        ("ppu.rate.employer", "0.04"),
        ("ppu.rate.worker", "0.01"),
        ("ppu.rate.extra", "0.01"),
        ("ppu.wage_cap", "12000000"),
        ("ppu.class1_wage_over", "4000000"),
        ("due_day", "10"),
        ("first_payment.wait_days", "14"),
        ("first_payment.max_days", "30"),
        ("arrears.max_months", "24"),
        ("fine.rate", "0.05"),
        ("fine.max_months", "12"),
        ("fine.max_amount", "30000000"),
        ("fine.window_days", "45"),
        ("rehab.min_months", "4"),
        ("rehab.max_months", "24"),
        ("rehab.max_instalments", "12"),
        ("rehab.last_reg_day", "28"),
        ("rehab2.moved.min_months", "2"),
        ("rehab2.moved.max_instalments", "36"),
        ("rehab2.moved.min_amount", "35000"),
        ("newborn.days", "28"),
        ("child.max_age", "21"),
        ("child.max_age.student", "25"),
    ],
)
def test_12_1_each_key_has_its_default(key: str, value: str) -> None:
    assert LAW.value(key, TODAY) == Decimal(value)


def test_12_1_the_floor_of_a_wage_is_by_region_and_year() -> None:
    assert LAW.find("ppu.wage_floor", TODAY, "35.73") == 3_507_693
    assert LAW.find("ppu.wage_floor", date(2020, 12, 31), "35.73") is None
