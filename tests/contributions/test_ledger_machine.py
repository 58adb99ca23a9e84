"""Bill, pay, fine, agree, give up, suspend and reconcile at random: the books always agree."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.db import transaction
from django.db.models import F, QuerySet, Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.factories.contributions import (
    BANK,
    SETUP,
    PayingFamily,
    covered_family,
    money,
    noon,
    paying_family,
    suspended_family,
)
from tests.factories.refusing import Refusable
from titian.contributions import services as contributions
from titian.contributions.models import Bill, LedgerEntry, Payment
from titian.contributions.rules.days import last_day, month_of, months_after
from titian.contributions.types import (
    BillKind,
    Paid,
    PlanScheme,
    Received,
    Statement,
    StatementLine,
)
from titian.members.models import Person
from titian.members.types import WardClass

pytestmark = pytest.mark.slow

_FAMILIES = st.integers(0, 2)
_NOVEMBER = date(2026, 11, 20)


class LedgerMachine(RuleBasedStateMachine):
    @initialize()
    def families_of_every_kind(self) -> None:
        self.example = transaction.atomic()
        self.example.__enter__()
        self.today = _NOVEMBER
        self.families = [
            paying_family(3),
            suspended_family(6, on=_NOVEMBER),
            suspended_family(30, 1, on=_NOVEMBER, ward=WardClass.FIRST),
        ]
        self.covered = covered_family()
        self.taken: list[tuple[PayingFamily, Received, Paid]] = []
        self.keys = 0

    def teardown(self) -> None:
        if hasattr(self, "example"):
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.today = min(self.today + timedelta(days=days), last_day(month_of(self.today)))

    @rule(bills_first=st.booleans())
    def a_month_begins(self, *, bills_first: bool) -> None:
        self.the_month_is_billed(late=False)
        self.today = months_after(month_of(self.today), 1)
        if bills_first:
            self.the_month_is_billed(late=False)
        self.the_unpaid_are_suspended()
        self.the_month_is_billed(late=False)

    @rule(late=st.booleans())
    def the_month_is_billed(self, *, late: bool) -> None:
        month = month_of(self.today)
        contributions.bill_month(month=month, by=SETUP, at=noon(self.today), late=late)

    @rule()
    def the_unpaid_are_suspended(self) -> None:
        contributions.suspend_unpaid(on=self.today, by=SETUP, at=noon(self.today))
        for family in self.families:
            assert not self._past_unpaid(family) or "AKTIF" not in family.statuses

    @rule(family=_FAMILIES, ago=st.integers(0, 3), wrong=st.sampled_from([0, 0, 0, 1, -1]))
    def a_family_pays(self, family: int, ago: int, wrong: int) -> None:
        who, day = self.families[family], self.today - timedelta(days=ago)
        received = money(who.owes(day).amount + wrong, day)
        before = Payment.objects.count()
        with Refusable():
            paid = self._pay(who, received)
            assert not wrong
            self.taken.append((who, received, paid))
        assert Payment.objects.count() - before <= int(not wrong)

    @rule(which=st.integers(0, 50), later=st.integers(0, 2))
    def a_bank_repeats_itself(self, which: int, later: int) -> None:
        if not self.taken:
            return
        who, received, first = self.taken[which % len(self.taken)]
        books = self._books()

        again = self._pay(who, received, later=later)

        assert again.repeated
        assert (again.payment_id, again.amount, again.lines, again.active_now) == (
            first.payment_id, first.amount, first.lines, first.active_now,
        )  # fmt: skip
        assert self._books() == books

    @rule(family=_FAMILIES, estimate=st.sampled_from([5_000_000, 80_000_000]))
    def a_hospital_tells_a_case(self, family: int, estimate: int) -> None:
        self.keys += 1
        for _ in range(2):
            contributions.charge_fine(
                family_id=self.families[family].family_id, package_estimate=estimate,
                admitted_on=self.today, case_ref=f"case-{self.keys}", by=SETUP,
                at=noon(self.today),
            )  # fmt: skip

    @rule(family=_FAMILIES, parts=st.integers(2, 12))
    def a_family_agrees_on_parts(self, family: int, parts: int) -> None:
        self.keys += 1
        with Refusable():
            contributions.agree_plan(
                family_id=self.families[family].family_id, scheme=PlanScheme.REHAB, parts=parts,
                client_key=f"key-{self.keys}", by=SETUP, at=noon(self.today),
            )  # fmt: skip

    @rule(family=_FAMILIES)
    def a_family_gives_its_plan_up(self, family: int) -> None:
        with Refusable():
            contributions.cancel_plan(
                family_id=self.families[family].family_id, by=SETUP, at=noon(self.today)
            )

    @rule(family=_FAMILIES, wrong=st.booleans(), twice=st.booleans())
    def the_banks_file_comes(self, family: int, *, wrong: bool, twice: bool) -> None:
        """It has a payment we were not told of, and one that we know."""
        self.keys += 1
        who = self.families[family]
        amount = who.owes(self.today).amount + wrong
        known = [(f, r) for f, r, _ in self.taken[-1:]]
        new = money(amount, self.today, request_id=f"file-{self.keys}")
        lines = tuple(
            StatementLine(row, r.request_id, f.customer_no, r.amount, r.paid_at, r.reference)
            for row, (f, r) in enumerate([*known, (who, new)], start=2)
            if r.amount
        )
        digest = sha256(f"{self.keys}{self.today}".encode()).digest()
        for _ in range(1 + twice):
            contributions.reconcile(
                statement=Statement("BRI", self.today, digest, lines), by=SETUP,
                at=noon(self.today) + timedelta(hours=9),
            )  # fmt: skip

    @invariant()
    def every_sum_is_zero(self) -> None:
        for family in self._everybody():
            assert sum(family.balances().values()) == 0

    @invariant()
    def what_is_owed_is_what_the_open_bills_say(self) -> None:
        for family in self._everybody():
            left = _bills(family).filter(settled_by__isnull=True)
            owed = left.aggregate(sum=Sum(F("amount") - F("credited")))["sum"] or 0
            assert family.balances().get("member_due", 0) == owed

    @invariant()
    def what_came_is_what_was_paid(self) -> None:
        for family in self._everybody():
            paid = Payment.objects.filter(family=family.family_id).aggregate(sum=Sum("amount"))
            assert family.balances().get("bank", 0) == (paid["sum"] or 0)

    @invariant()
    def no_month_is_billed_twice(self) -> None:
        for family in self._everybody():
            months = _bills(family).filter(kind=BillKind.MONTHLY).values_list("month", flat=True)
            assert len(months) == len(set(months))

    @invariant()
    def parts_of_a_plan_never_take_more_than_its_months(self) -> None:
        for bill in Bill.objects.filter(family__in=[f.family_id for f in self._everybody()]):
            assert bill.credited < bill.amount or bill.settled_by_id is not None

    def _pay(self, who: PayingFamily, received: Received, *, later: int = 0) -> Paid:
        at = noon(self.today + timedelta(days=later)) + timedelta(hours=1)
        return contributions.pay(customer_no=who.customer_no, received=received, by=BANK, at=at)

    def _everybody(self) -> list[PayingFamily]:
        return [*getattr(self, "families", []), *([self.covered] if self._is_set_up else [])]

    @property
    def _is_set_up(self) -> bool:
        return hasattr(self, "covered")

    def _past_unpaid(self, family: PayingFamily) -> bool:
        past = _bills(family).filter(kind=BillKind.MONTHLY, month__lt=month_of(self.today))
        return past.filter(settled_by__isnull=True).exists()

    def _books(self) -> tuple[object, ...]:
        ids = [family.family_id for family in self._everybody()]
        return (
            Payment.objects.filter(family__in=ids).count(),
            LedgerEntry.objects.filter(family__in=ids).count(),
            sorted(Bill.objects.filter(family__in=ids).values_list("id", "settled_by", "credited")),
            sorted(Person.objects.filter(family__in=ids).values_list("id", "status")),
        )


def _bills(family: PayingFamily) -> QuerySet[Bill]:
    """What is a debt: months and fines; the parts of a plan are months already."""
    debts = (BillKind.MONTHLY, BillKind.FINE)
    return Bill.objects.filter(family=family.family_id, kind__in=debts)


@pytest.mark.django_db
@pytest.mark.timeout(300)
def test_random_walks_never_unbalance_the_books() -> None:
    walks = settings(
        max_examples=15,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(LedgerMachine, settings=walks)
