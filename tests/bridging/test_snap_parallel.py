"""Sixteen identical callbacks at one moment: one payment, and the same answer for all."""

from functools import partial

import pytest
from django.test import Client

from tests.factories.banks import Answer, Bank, by_client, make_bank
from tests.factories.contributions import paying_family, suspended_family
from tests.threads import all_at_once
from titian.bridging.models import SnapCall
from titian.contributions.models import Payment
from titian.kernel import clock

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]

_MANY = 16


@pytest.fixture
def bank() -> Bank:
    return make_bank(by_client(Client())).signed_in()


def codes(answers: list[Answer | BaseException]) -> list[str]:
    assert not [a for a in answers if isinstance(a, BaseException)]
    return [a.json()["responseCode"] for a in answers if not isinstance(a, BaseException)]


def test_sixteen_identical_calls_book_one_payment_and_hear_the_same(bank: Bank) -> None:
    family = suspended_family(2, people=2, on=clock.today())
    amount = family.owes(clock.today()).amount
    pay = partial(bank.pay, bank.bill(family.customer_no, f"{amount}.00"), external_id="16")

    answers = all_at_once([pay] * _MANY)

    assert set(codes(answers)) == {"2002500"}
    assert len({a.content for a in answers if not isinstance(a, BaseException)}) == 1
    assert Payment.objects.filter(partner=bank.partner_id).count() == 1
    assert SnapCall.objects.filter(bank__partner_id=bank.partner_id, claims=True).count() == 1
    assert family.statuses == {"AKTIF"}


def test_one_payment_under_sixteen_external_ids_is_booked_once(bank: Bank) -> None:
    family = paying_family(1)
    pay = partial(bank.pay, bank.bill(family.customer_no, "35000.00"))

    answers = all_at_once([pay] * _MANY)

    assert set(codes(answers)) == {"2002500"}
    assert Payment.objects.filter(partner=bank.partner_id).count() == 1
    assert sum(family.balances().values()) == 0


def test_sixteen_payments_of_one_bill_take_the_money_once(bank: Bank) -> None:
    family = paying_family(1)
    bills = [bank.bill(family.customer_no, "35000.00") for _ in range(_MANY)]

    answers = all_at_once([partial(bank.pay, bill) for bill in bills])

    assert sorted(codes(answers)) == ["2002500"] + ["4042514"] * (_MANY - 1)
    assert Payment.objects.filter(partner=bank.partner_id).count() == 1


def test_one_external_id_with_sixteen_bodies_is_one_payment_and_conflicts(bank: Bank) -> None:
    bills = [bank.bill(paying_family(1).customer_no, "35000.00") for _ in range(_MANY)]

    answers = all_at_once([partial(bank.pay, bill, external_id="99") for bill in bills])

    assert sorted(codes(answers)) == ["2002500"] + ["4092500"] * (_MANY - 1)
    assert Payment.objects.filter(partner=bank.partner_id).count() == 1
