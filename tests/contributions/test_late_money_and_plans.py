"""Money of the last day of a month that is told after its month went into a plan."""

from datetime import date

import pytest

from tests.factories.contributions import BANK, SETUP, money, noon, suspended_family
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.models import Payment
from titian.contributions.types import PlanScheme, Statement, StatementLine

pytestmark = pytest.mark.django_db

LAST, FIRST = date(2026, 11, 30), date(2026, 12, 1)


def test_it_is_refused_and_does_not_hold_up_the_file_it_is_in() -> None:
    family, other = (suspended_family(5, people=1, on=LAST) for _ in range(2))
    contributions.bill_month(month=date(2026, 11, 1), by=SETUP, at=noon(LAST))
    month, others = 35_000, other.owes(LAST).amount
    contributions.bill_month(month=FIRST, by=SETUP, at=noon(FIRST))
    contributions.agree_plan(
        family_id=family.family_id, scheme=PlanScheme.REHAB, parts=3,
        client_key="a", by=family.viewer, at=noon(FIRST),
    )  # fmt: skip

    with pytest.raises((contributions.NothingDue, contributions.WrongAmount)):
        contributions.pay(
            customer_no=family.customer_no, received=money(month, LAST), by=BANK, at=noon(FIRST)
        )
    lines = tuple(
        StatementLine(row, f"late{row}", one.customer_no, amount, noon(LAST), "")
        for row, (one, amount) in enumerate(((family, month), (other, others)), start=2)
    )
    statement = Statement("BRI", LAST, b"x" * 32, lines, ())
    taken = contributions.reconcile(statement=statement, by=SETUP, at=noon(FIRST))

    seen, differences = contributions_read.statement(taken, viewer=SETUP)
    assert seen.is_finished
    assert len([one for one in differences if one.settlement is None]) == 1
    assert Payment.objects.filter(family=other.family_id).count() == 1
