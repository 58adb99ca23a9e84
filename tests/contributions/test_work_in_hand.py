"""What somebody else has in hand is waited for: a bill, and money asked of a bank, are for good."""

from datetime import date

import pytest

from tests.factories.autodebit import DUE, Bank, debited, opened
from tests.factories.contributions import PayingFamily, noon, paying_family
from tests.factories.requests import a_yes_for
from tests.meanwhile import while_held
from titian.contributions import tasks
from titian.contributions.models import Bill, BillingRun
from titian.kernel import clock
from titian.members import services as members
from titian.members.types import RequestKind, WardClass

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

DECEMBER = date(2026, 12, 1)
TODAY = date(2026, 11, 20)


def billed_from(family: PayingFamily) -> None:
    """The job of the first, which other tests' families are left out of."""
    BillingRun.objects.filter(month=DECEMBER).delete()
    BillingRun.objects.create(
        month=DECEMBER, turn=1, last_family=family.family_id - 1, started_at=noon(DECEMBER)
    )
    with clock.fixed(noon(DECEMBER)):
        tasks.bill()


@pytest.mark.parametrize("count", [1, 3])
def test_a_class_that_is_just_being_changed_is_on_the_bill(count: int) -> None:
    families = [paying_family(2, ward=WardClass.FIRST) for _ in range(count)]
    third = {"ward_class": str(WardClass.THIRD)}
    for one in families:
        a_yes_for(one.head, RequestKind.WARD_CLASS, third, holds_at=noon(DECEMBER))

    while_held(
        lambda: members.apply_due_requests(at=noon(DECEMBER)), lambda: billed_from(families[0])
    )

    bills = Bill.objects.filter(family__in=[one.family_id for one in families], month=DECEMBER)
    assert list(bills.values_list("amount", flat=True)) == [70_000] * count


def test_nobody_is_debited_for_what_they_are_just_paying(bank: Bank) -> None:
    family = paying_family()
    family.pays(TODAY)
    opened(family)

    paid = while_held(lambda: family.pays(DUE), lambda: debited(DUE))

    assert (paid, bank.debits) == (0, [])
