"""Months in arrears from before the books are still owed, whatever is done first."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from tests.factories.autodebit import opened
from tests.factories.contributions import SETUP, PayingFamily, noon, suspended_family
from tests.meanwhile import right_before
from titian.contributions import services as contributions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bank")]

TODAY = date(2026, 11, 20)


def a_mandate(family: PayingFamily) -> None:
    opened(family, at=noon(TODAY))


def a_mandate_closed(family: PayingFamily) -> None:
    contributions.close_mandate(family_id=family.family_id, by=family.viewer, at=noon(TODAY))


def a_fine(family: PayingFamily) -> None:
    contributions.charge_fine(
        family_id=family.family_id, package_estimate=5_000_000, admitted_on=TODAY,
        case_ref="1", by=SETUP, at=noon(TODAY),
    )  # fmt: skip


def a_plan_given_up(family: PayingFamily) -> None:
    with pytest.raises(contributions.PlanNotPossible):
        contributions.cancel_plan(family_id=family.family_id, by=family.viewer, at=noon(TODAY))


@pytest.mark.parametrize("first", [a_mandate, a_mandate_closed, a_fine, a_plan_given_up])
def test_they_are_owed_after_it_as_before(first: Callable[[PayingFamily], None]) -> None:
    family = suspended_family(5, people=1, on=TODAY)
    before = family.owes(TODAY).amount

    first(family)

    assert (before, family.owes(TODAY).amount) == (6 * 35_000, 6 * 35_000)


def test_they_are_owed_once_though_they_are_billed_while_a_bank_asks() -> None:
    family = suspended_family(5, people=1, on=TODAY)
    bill = partial(contributions.bill_month, month=TODAY.replace(day=1), by=SETUP, at=noon(TODAY))

    with right_before('FROM "contribution_bill"', bill):
        asked = family.owes(TODAY)

    assert (asked.amount, len(asked.lines)) == (6 * 35_000, 6)
