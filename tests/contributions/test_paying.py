from datetime import date, timedelta

import pytest

from tests.conftest import StatementBudget
from tests.factories.contributions import (
    BANK,
    covered_family,
    money,
    noon,
    paying_family,
    suspended_family,
    waiting_family,
)
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.models import Bill, LedgerEntry, Payment
from titian.contributions.types import Paid, Payability
from titian.members.models import Family, MembershipEvent
from titian.members.types import WardClass
from titian.platform.audit.models import AuditEntry
from titian.platform.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
NOVEMBER = date(2026, 11, 1)


def test_a_family_that_pays_is_active_in_the_same_moment() -> None:
    family = suspended_family(3, people=2, on=TODAY)

    paid = family.pays(TODAY)

    assert paid.amount == 4 * 70_000
    assert paid.active_now
    assert family.statuses == {"AKTIF"}
    assert Family.objects.get(pk=family.family_id).months_in_arrears == 0
    assert family.owes(TODAY).payability is Payability.NOTHING_DUE


def test_a_payment_leaves_bills_ledger_history_audit_and_events() -> None:
    family = suspended_family(3, people=2, on=TODAY)
    OutboxEvent.objects.all().delete()

    paid = family.pays(TODAY)

    assert Bill.objects.filter(settled_by=paid.payment_id).count() == 4
    assert family.balances() == {
        "bank": 280_000, "member_due": 0, "government_due": 33_600, "local_due": 22_400,
        "contribution": -336_000,
    }  # fmt: skip
    assert (
        MembershipEvent.objects.filter(
            person__in=family.people, change="arrears_paid", happened_on=TODAY
        ).count()
        == 2
    )
    assert AuditEntry.objects.filter(
        action="contributions.paid", target=f"family:{family.family_id}"
    ).exists()
    names = sorted(OutboxEvent.objects.values_list("name", flat=True))
    assert names == ["contributions.paid", "members.status_changed", "members.status_changed"]


def test_the_same_request_again_gives_the_same_answer() -> None:
    family = suspended_family(2, on=TODAY)
    received = money(family.owes(TODAY).amount, TODAY)
    first = contributions.pay(
        customer_no=family.customer_no, received=received, by=BANK, at=noon(TODAY)
    )

    again = contributions.pay(
        customer_no=family.customer_no,
        received=received,
        by=BANK,
        at=noon(TODAY) + timedelta(days=1),
    )

    assert again.repeated
    assert not first.repeated
    assert (again.payment_id, again.amount, again.recorded_at, again.lines, again.active_now) == (
        first.payment_id, first.amount, first.recorded_at, first.lines, first.active_now,
    )  # fmt: skip
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("what", ["payer", "amount"])
def test_a_request_that_changed_is_refused(what: str) -> None:
    family, other = paying_family(), paying_family()
    received = money(70_000, TODAY, request_id="R1")
    contributions.pay(customer_no=family.customer_no, received=received, by=BANK, at=noon(TODAY))

    number = other.customer_no if what == "payer" else family.customer_no
    amount = 70_000 if what == "payer" else 140_000

    with pytest.raises(contributions.RequestInconsistent):
        contributions.pay(
            customer_no=number,
            received=money(amount, TODAY, request_id="R1"),
            by=BANK,
            at=noon(TODAY),
        )
    assert Payment.objects.count() == 1


def test_all_or_nothing_is_paid() -> None:
    family = suspended_family(3, on=TODAY)

    with pytest.raises(contributions.WrongAmount) as refused:
        family.pays(TODAY, amount=70_000)

    assert refused.value.data == {"due": 280_000, "offered": 70_000}
    assert not Payment.objects.exists()
    assert not LedgerEntry.objects.filter(family=family.family_id).exists()
    assert family.statuses == {"NONAKTIF_TUNGGAKAN"}


def test_who_owes_nothing_cannot_pay() -> None:
    family = paying_family()
    family.pays(TODAY)

    with pytest.raises(contributions.NothingDue):
        family.pays(TODAY, amount=70_000)


def test_whom_the_state_pays_for_cannot_pay() -> None:
    family = covered_family()

    assert family.owes(TODAY).payability is Payability.NOT_OURS
    with pytest.raises(contributions.NothingDue):
        family.pays(TODAY, amount=70_000)


@pytest.mark.parametrize("number", ["09999999999", "1", "", "abcdefghijk", "\u06612345678901"])
def test_a_number_that_is_nobodys_is_refused(number: str) -> None:
    with pytest.raises(contributions.PayerUnknown):
        contributions.pay(customer_no=number, received=money(1, TODAY), by=BANK, at=noon(TODAY))


def test_any_members_number_pays_for_the_family() -> None:
    family = paying_family(people=3)
    last = contributions_read.virtual_accounts(family.people[2], viewer=family.viewer, on=TODAY)[
        0
    ].customer_no

    paid = contributions.pay(
        customer_no=last, received=money(105_000, TODAY), by=BANK, at=noon(TODAY)
    )

    assert last != family.customer_no
    assert paid.family_id == family.family_id


def test_the_first_payment_is_taken_from_the_fourteenth_to_the_thirtieth_day() -> None:
    family = waiting_family(people=2, registered_on=date(2026, 11, 1))

    with pytest.raises(contributions.FirstPaymentTooEarly) as early:
        family.pays(date(2026, 11, 14), amount=70_000)
    with pytest.raises(contributions.FirstPaymentLapsed) as late:
        family.pays(date(2026, 12, 2), amount=70_000)
    paid = family.pays(date(2026, 11, 15))

    assert early.value.data == {"from_day": date(2026, 11, 15)}
    assert late.value.data == {"until_day": date(2026, 12, 1)}
    assert paid.amount == 70_000
    assert family.statuses == {"AKTIF"}


def test_money_of_the_last_day_of_a_month_pays_what_was_due_then() -> None:
    family = paying_family(ward=WardClass.FIRST)
    contributions.pay(
        customer_no=family.customer_no,
        received=money(300_000, date(2026, 10, 31)),
        by=BANK,
        at=noon(date(2026, 11, 1)),
    )

    owed = family.owes(date(2026, 11, 1))

    assert [line.month for line in owed.lines] == [NOVEMBER]


@pytest.mark.parametrize("said", [date(2020, 1, 5), date(2026, 9, 30), date(2026, 11, 12)])
def test_who_says_an_older_day_does_not_choose_an_older_month(said: date) -> None:
    family = suspended_family(3, people=1, on=TODAY)
    contributions.bill_month(month=NOVEMBER, by=BANK, at=noon(TODAY))

    def pay(amount: int) -> Paid:
        return contributions.pay(
            customer_no=family.customer_no, received=money(amount, said), by=BANK, at=noon(TODAY)
        )

    with pytest.raises(contributions.WrongAmount):
        pay(25_500)
    assert pay(4 * 35_000).active_now


def test_a_payment_takes_few_statements(statements: type[StatementBudget]) -> None:
    family = suspended_family(12, people=4, on=TODAY)
    received = money(family.owes(TODAY).amount, TODAY)

    with statements.at_most(12):
        contributions.pay(
            customer_no=family.customer_no, received=received, by=BANK, at=noon(TODAY)
        )
