"""A bank's call is answered by index and in a few statements, however many came before it."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import StatementBudget
from tests.factories.banks import Answer, Bank
from tests.factories.contributions import paying_family, suspended_family
from tests.factories.crowd import a_town_of_payers, many_calls, read_whole
from titian.bridging.models import Bank as BankOnRecord
from titian.kernel import clock

pytestmark = pytest.mark.django_db

LARGE = ("snap_call", "contribution_account", "contribution_bill", "contribution_ledger",
         "contribution_payment")  # fmt: skip


def inquiring(bank: Bank) -> Callable[[], Answer]:
    family = suspended_family(12, people=4, on=clock.today())
    return lambda: bank.inquire(family.customer_no)


def paying(bank: Bank) -> Callable[[], Answer]:
    family = suspended_family(12, people=4, on=clock.today())
    bill = bank.bill(family.customer_no, f"{family.owes(clock.today()).amount}.00")
    return lambda: bank.pay(bill)


def paying_again(bank: Bank) -> Callable[[], Answer]:
    bill = bank.bill(paying_family(1).customer_no, "35000.00")
    bank.pay(bill)
    return lambda: bank.pay({**bill, "flagAdvise": "Y"})


def asking(bank: Bank) -> Callable[[], Answer]:
    bill = bank.bill(paying_family(1).customer_no, "35000.00")
    bank.pay(bill)
    return lambda: bank.status(bill["customerNo"], bill["paymentRequestId"])


CALLS = {
    "inquiry": (inquiring, 7),
    "payment": (paying, 13),
    "payment again": (paying_again, 6),
    "status": (asking, 5),
}
each_call = pytest.mark.parametrize("what", list(CALLS))


@each_call
def test_a_call_costs_few_statements(
    what: str, bank: Bank, statements: "type[StatementBudget]"
) -> None:
    make, most = CALLS[what]
    call = make(bank)

    with statements.at_most(most):
        assert call().status_code == 200


@pytest.fixture
def busy(bank: Bank) -> Iterator[Bank]:
    """A bank that has called twenty thousand times today, in a town of payers."""
    with a_town_of_payers():
        many_calls(BankOnRecord.objects.get(partner_id=bank.partner_id).pk)
        yield bank


@pytest.mark.slow
@each_call
def test_a_call_reads_no_large_table_from_end_to_end(what: str, busy: Bank) -> None:
    call = CALLS[what][0](busy)

    with CaptureQueriesContext(connection) as asked:
        assert call().status_code == 200

    assert not read_whole([query["sql"] for query in asked.captured_queries], LARGE)
