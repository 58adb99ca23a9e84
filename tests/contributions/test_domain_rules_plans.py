"""Worked examples and boundaries of domain-rules §2.4 to §2.6: fines, parts, numbers to pay to.

Each test names its section and the row it takes from there.
"""

from datetime import date, timedelta

import pytest

from tests.factories.parameters import the_law
from titian.contributions.rules import accounts, fines, plans
from titian.contributions.types import PlanScheme

LAW = the_law()
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "estimate, months, fine",
    [
        (5_000_000, 3, 750_000),
        (20_000_000, 24, 12_000_000),
        (80_000_000, 12, 30_000_000),
    ],
)
def test_2_4_the_fine_of_each_row(estimate: int, months: int, fine: int) -> None:
    found = fines.service_fine(
        estimate, months_in_arrears=months, reactivated_on=TODAY,
        admitted_on=TODAY + timedelta(days=10), parameters=LAW,
    )  # fmt: skip

    assert found == fine


@pytest.mark.parametrize(
    "row, day, is_fined",
    [
        ("before", -1, False),
        ("day 0", 0, True),
        ("day 45", 45, True),
        ("any, day 46", 46, False),
    ],
)
def test_2_4_inpatient_care_is_fined_from_day_0_to_day_45(
    row: str, day: int, is_fined: bool
) -> None:
    found = fines.service_fine(
        5_000_000, months_in_arrears=3, reactivated_on=TODAY,
        admitted_on=TODAY + timedelta(days=day), parameters=LAW,
    )  # fmt: skip

    assert bool(found) is is_fined, row


def test_2_4_whom_the_state_pays_for_is_not_fined() -> None:
    found = fines.service_fine(
        5_000_000, months_in_arrears=3, reactivated_on=TODAY, admitted_on=TODAY, parameters=LAW,
        is_state_paid=True,
    )  # fmt: skip

    assert found == 0


def test_2_4_in_2020_the_rate_was_half() -> None:
    day = date(2020, 9, 1)

    found = fines.service_fine(
        5_000_000, months_in_arrears=3, reactivated_on=day, admitted_on=day, parameters=LAW
    )

    assert found == 375_000


def offered(months: int, *, moved: bool = False, on: date = TODAY) -> dict[PlanScheme, int]:
    """The most instalments of each scheme that is offered."""
    found = plans.offers(
        months=months, total=months * 70_000, moved=moved, has_plan=False, today=on,
        parameters=LAW,
    )  # fmt: skip
    return {one.scheme: max(len(o.parts) for o in found if o.scheme is one.scheme) for one in found}


@pytest.mark.parametrize("months, is_offered", [(0, False), (3, False), (4, True), (24, True)])
def test_2_5_rehab_is_for_four_to_twenty_four_months(months: int, is_offered: bool) -> None:
    assert (PlanScheme.REHAB in offered(months)) is is_offered


def test_2_5_rehab_has_up_to_twelve_instalments() -> None:
    assert offered(14)[PlanScheme.REHAB] == 12


@pytest.mark.parametrize("months, half", [(4, 2), (9, 5), (24, 12)])
def test_2_5_rehab_2_offers_half_of_the_months_too(months: int, half: int) -> None:
    found = plans.offers(
        months=months, total=months * 70_000, moved=False, has_plan=False, today=TODAY,
        parameters=LAW,
    )  # fmt: skip

    assert half in [len(one.parts) for one in found if one.scheme is PlanScheme.REHAB2]


@pytest.mark.parametrize("months, is_offered", [(1, False), (2, True)])
def test_2_5_a_moved_family_needs_two_months(months: int, is_offered: bool) -> None:
    assert (PlanScheme.REHAB2_MOVED in offered(months, moved=True)) is is_offered


@pytest.mark.parametrize(
    "row, total, longest",
    [("36 at most", 24 * 150_000, 36), ("35,000 at least", 2 * 70_000, 4)],
)
def test_2_5_a_moved_family_pays_up_to_36_parts_of_at_least_35_000(
    row: str, total: int, longest: int
) -> None:
    found = plans.possible_lengths(
        PlanScheme.REHAB2_MOVED, total=total, moved=True, today=TODAY, parameters=LAW
    )

    assert found[-1] == longest, row
    assert min(plans.instalments(total, longest)) >= 35_000


@pytest.mark.parametrize(
    "row, day, is_open",
    [
        ("the 28th", date(2026, 11, 28), True),
        ("the 29th", date(2026, 11, 29), False),
        ("the 27th of February", date(2026, 2, 27), True),
        ("the 28th of February", date(2026, 2, 28), False),
        ("the 28th of a leap February", date(2028, 2, 28), False),
    ],
)
def test_2_5_registered_until_the_28th(row: str, day: date, is_open: bool) -> None:
    assert bool(offered(6, on=day)) is is_open, row


def test_2_5_rehab_2_begins_in_september_2025() -> None:
    assert PlanScheme.REHAB2 not in offered(6, on=date(2025, 8, 31))
    assert PlanScheme.REHAB2 in offered(6, on=date(2025, 9, 1))


def test_2_6_the_number_of_a_card_at_most_banks_and_at_mandiri() -> None:
    number = accounts.customer_no("0009999000017")

    found = {one.bank: one.number for one in accounts.virtual_accounts(number)}

    assert found["BRI"] == "8888809999000017"
    assert found["Mandiri"] == "8988809999000017"
    assert "0009999000017" in accounts.possible_cards(number)


def test_2_6_the_number_of_an_employer() -> None:
    number = accounts.employer_no("42")

    assert accounts.virtual_accounts(number)[0].number == "8888890000000042"
