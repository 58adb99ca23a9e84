"""A bank's file with one difference of each kind, laid beside the books."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from tests.factories.accounts import SETUP
from tests.factories.contributions import paying_family
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.models import DebitAttempt, Mandate
from titian.contributions.ports import DebitResult
from titian.contributions.types import Received, Statement, StatementFault, StatementLine, Via
from titian.kernel import clock
from titian.kernel.clock import JAKARTA
from titian.kernel.scopes import Grant, Scope

BRANCH = (Grant("branch", Scope("region", "35.73")),)
DUE = 35_000


@dataclass(frozen=True, slots=True)
class BankDay:
    """Yesterday's file of one bank: four lines wait, one was booked by itself."""

    partner: str
    statement_id: int
    difference_id: int  # one that waits


def a_day_of_a_bank() -> BankDay:
    partner, at = f"BANK{uuid4().hex[:8]}", clock.now() - timedelta(days=1)
    known, twice, missing, absent = (paying_family(1).customer_no for _ in range(4))
    for customer_no in (known, twice, absent):
        received = Received(partner, f"r-{customer_no}", DUE, at, Via.VIRTUAL_ACCOUNT, "ref-1")
        contributions.pay(customer_no=customer_no, received=received, by=SETUP, at=at)
    statement = Statement(
        partner=partner,
        day=at.astimezone(JAKARTA).date(),
        digest=uuid4().bytes * 2,
        lines=(
            StatementLine(2, f"r-{known}", known, DUE + 1000, at, "ref-1"),
            StatementLine(3, f"r-{twice}", twice, DUE, at, "ref-1"),
            StatementLine(4, f"r-{twice}", twice, 1000, at, "ref-1"),
            StatementLine(5, f"r-{missing}", missing, DUE, at, "ref-1"),
        ),
        faults=(StatementFault(6, "shape", "amount"),),
    )
    number = contributions.reconcile(statement=statement, by=SETUP, at=clock.now())
    _, differences = contributions_read.statement(number, viewer=SETUP)
    _a_debit_that_fits_no_bill(paying_family(1).family_id)
    waiting = next(one for one in differences if one.settlement is None)
    return BankDay(partner, number, waiting.difference_id)


def _a_debit_that_fits_no_bill(family_id: int) -> None:
    mandate = Mandate.objects.create(
        family_id=family_id, gateway="contoh", ref_sealed="ref", account_end="7890",
        client_key=uuid4().hex, opened_at=clock.now(), closed_at=clock.now(),
    )  # fmt: skip
    DebitAttempt.objects.create(
        mandate=mandate, day=clock.today(), amount=DUE, result=DebitResult.TAKEN,
        asked_at=clock.now(),
    )  # fmt: skip
