"""What grows with the country is reached by index, whatever a family or an officer does."""

from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.contributions import (
    BANK,
    SETUP,
    PayingFamily,
    money,
    noon,
    suspended_family,
)
from tests.factories.crowd import a_town_of_payers, read_whole
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.types import PlanScheme, Received, Statement, StatementLine

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = date(2026, 11, 20)
LARGE = tuple(f"contribution_{name}" for name in ("account", "bill", "ledger", "payment"))


def asks(family: PayingFamily, _: Received) -> None:
    contributions_read.outstanding_by_number(family.customer_no, at=noon(TODAY))


def asks_what_came_of_it(_: PayingFamily, received: Received) -> None:
    contributions_read.payment_by_request(partner="BRI", request_id=received.request_id)


def sees_the_page(family: PayingFamily, _: Received) -> None:
    contributions_read.dues_of(family.head, viewer=family.viewer, at=noon(TODAY))


def pays_twice(family: PayingFamily, received: Received) -> None:
    for _ in range(2):
        contributions.pay(
            customer_no=family.customer_no, received=received, by=BANK, at=noon(TODAY)
        )


def agrees_and_gives_up(family: PayingFamily, _: Received) -> None:
    contributions.agree_plan(
        family_id=family.family_id, scheme=PlanScheme.REHAB, parts=2, client_key="k", by=SETUP,
        at=noon(TODAY),
    )  # fmt: skip
    contributions.cancel_plan(family_id=family.family_id, by=SETUP, at=noon(TODAY))


def is_fined(family: PayingFamily, received: Received) -> None:
    pays_twice(family, received)
    contributions.charge_fine(
        family_id=family.family_id, package_estimate=5_000_000, admitted_on=TODAY, case_ref="c",
        by=SETUP, at=noon(TODAY),
    )  # fmt: skip


def is_in_the_banks_file(family: PayingFamily, received: Received) -> None:
    line = StatementLine(
        2, received.request_id, family.customer_no, received.amount, noon(TODAY), ""
    )
    digest = sha256(received.request_id.encode()).digest()
    contributions.reconcile(
        statement=Statement("BRI", TODAY, digest, (line,)), by=SETUP, at=noon(TODAY)
    )


def is_suspended(_: PayingFamily, __: Received) -> None:
    contributions.suspend_unpaid(on=TODAY, by=SETUP, at=noon(TODAY))


@pytest.fixture
def town(db: None) -> Iterator[PayingFamily]:
    """A family of five months in arrears with its bills, among twenty thousand others."""
    family = suspended_family(5, on=TODAY)
    contributions.bill_month(month=TODAY.replace(day=1), by=SETUP, at=noon(TODAY))
    with a_town_of_payers():
        yield family


@pytest.mark.parametrize(
    "act",
    [
        asks,
        asks_what_came_of_it,
        sees_the_page,
        pays_twice,
        agrees_and_gives_up,
        is_fined,
        is_in_the_banks_file,
        is_suspended,
    ],
)
def test_no_table_of_dues_is_read_from_end_to_end(
    act: Callable[[PayingFamily, Received], None], town: PayingFamily
) -> None:
    received = money(town.owes(TODAY).amount, TODAY)

    with CaptureQueriesContext(connection) as asked:
        act(town, received)

    assert asked.captured_queries
    assert not read_whole([query["sql"] for query in asked.captured_queries], LARGE)


@pytest.mark.usefixtures("town")
def test_what_would_be_read_whole_is_noticed() -> None:
    assert read_whole(["SELECT 1 FROM contribution_bill WHERE tariff = 1"], LARGE)
