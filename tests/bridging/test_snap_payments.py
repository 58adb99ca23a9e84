"""Bills and payments through the bank's door: domain-rules §7.3, §7.4 and its JKN mapping."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import StatementBudget
from tests.factories.banks import Bank, make_bank, stamp
from tests.factories.contributions import (
    covered_family,
    noon,
    paying_family,
    suspended_family,
    waiting_family,
)
from titian.bridging.models import SnapCall
from titian.bridging.types import Oddity
from titian.contributions.models import Payment
from titian.kernel import clock

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def this_noon() -> Iterator[None]:
    with clock.fixed(noon(TODAY)):
        yield


def code_of(answer: Any) -> str:
    said: str = answer.json()["responseCode"]
    assert answer.status_code == int(said[:3])
    return said


def account_of(answer: Any) -> dict[str, Any]:
    found: dict[str, Any] = answer.json()["virtualAccountData"]
    return found


def payments_of(bank: Bank) -> int:
    return Payment.objects.filter(partner=bank.partner_id).count()


class TestBills:
    def test_a_family_sees_what_is_due_all_or_nothing(self, bank: Bank) -> None:
        family = suspended_family(2, people=2, on=TODAY)

        said = account_of(bank.inquire(family.customer_no))

        assert said["inquiryStatus"] == "00"
        assert said["totalAmount"] == {"value": "210000.00", "currency": "IDR"}
        assert said["virtualAccountTrxType"] == "C"
        assert said["virtualAccountNo"] == f"   88888{family.customer_no}"
        assert sum(float(bill["billAmount"]["value"]) for bill in said["billDetails"]) == 210_000
        assert [bill["billName"] for bill in said["billDetails"]] == [
            "Iuran 09/2026", "Iuran 10/2026", "Iuran 11/2026",
        ]  # fmt: skip

    def test_the_name_is_the_usual_one_of_an_account(self, bank: Bank) -> None:
        said = account_of(bank.inquire(paying_family(1).customer_no))

        assert said["virtualAccountName"] == "ORA** CON****"

    @pytest.mark.parametrize("customer_no", ["99999999999", "1", "1" * 20])
    def test_an_unknown_card_is_4042412(self, bank: Bank, customer_no: str) -> None:
        answer = bank.inquire(customer_no)

        assert code_of(answer) == "4042412"
        assert account_of(answer)["inquiryStatus"] == "01"

    def test_everything_paid_is_4042414(self, bank: Bank) -> None:
        family = paying_family(1)
        family.pays(TODAY)

        assert code_of(bank.inquire(family.customer_no)) == "4042414"

    def test_somebody_else_pays_is_4042414(self, bank: Bank) -> None:
        assert code_of(bank.inquire(covered_family().customer_no)) == "4042414"

    @pytest.mark.parametrize(
        "days,code", [(0, "4042419"), (13, "4042419"), (14, "2002400"), (45, "4042419")]
    )
    def test_a_first_payment_has_its_time(self, bank: Bank, days: int, code: str) -> None:
        family = waiting_family(registered_on=TODAY - days * DAY)

        assert code_of(bank.inquire(family.customer_no)) == code


class TestPayments:
    def test_the_card_is_active_when_the_bank_hears_success(self, bank: Bank) -> None:
        family = suspended_family(2, people=2, on=TODAY)

        answer = bank.pay(bank.bill(family.customer_no, "210000.00"))

        assert code_of(answer) == "2002500"
        assert account_of(answer)["paymentFlagStatus"] == "00"
        assert account_of(answer)["paidAmount"] == {"value": "210000.00", "currency": "IDR"}
        assert family.statuses == {"AKTIF"}
        assert family.owes(TODAY).amount == 0

    @pytest.mark.parametrize(
        "value", ["34999.00", "35001.00", "0.00", "35000.50", "9" * 16 + ".00"]
    )
    def test_another_amount_is_4042513_and_books_nothing(self, bank: Bank, value: str) -> None:
        family = paying_family(1)

        answer = bank.pay(bank.bill(family.customer_no, value))

        assert code_of(answer) == "4042513"
        assert account_of(answer)["paymentFlagStatus"] == "01"
        assert payments_of(bank) == 0
        assert SnapCall.objects.latest("id").odd == Oddity.REFUSED

    def test_nothing_due_is_4042514(self, bank: Bank) -> None:
        family = paying_family(1)
        family.pays(TODAY)

        assert code_of(bank.pay(bank.bill(family.customer_no, "35000.00"))) == "4042514"

    def test_an_unknown_card_is_4042512(self, bank: Bank) -> None:
        assert code_of(bank.pay(bank.bill("99999999999", "35000.00"))) == "4042512"

    @pytest.mark.parametrize("days", [3, 45])
    def test_a_first_payment_out_of_time_is_4042519(self, bank: Bank, days: int) -> None:
        family = waiting_family(registered_on=TODAY - days * DAY)

        assert code_of(bank.pay(bank.bill(family.customer_no, "35000.00"))) == "4042519"
        assert payments_of(bank) == 0

    def test_a_payment_of_tomorrow_is_not_taken(self, bank: Bank) -> None:
        family = paying_family(1)
        bill = bank.bill(family.customer_no, "35000.00", trxDateTime=stamp(clock.now() + DAY))

        assert code_of(bank.pay(bill)) == "4002501"

    def test_each_field_to_blame_is_named(self, bank: Bank) -> None:
        answer = bank.pay({**bank.bill("01234567890", "35000"), "flagAdvise": "?"})

        assert answer.json() == {
            "responseCode": "4002501",
            "responseMessage": "Invalid Field Format {value}",
        }

    def test_a_payment_costs_few_statements(
        self, bank: Bank, statements: "type[StatementBudget]"
    ) -> None:
        family = paying_family(1)
        bill = bank.bill(family.customer_no, "35000.00")

        with statements.at_most(14):
            assert code_of(bank.pay(bill)) == "2002500"


class TestRepeats:
    """Idempotency: (partner, paymentRequestId); one external id a day is one body."""

    @pytest.fixture
    def bill(self, bank: Bank) -> dict[str, Any]:
        return bank.bill(paying_family(1).customer_no, "35000.00")

    def test_the_same_call_again_has_the_same_answer(
        self, bank: Bank, bill: dict[str, Any]
    ) -> None:
        first, again = (bank.pay(bill, external_id="501") for _ in range(2))

        assert (code_of(first), first.content) == ("2002500", again.content)
        assert payments_of(bank) == 1
        assert SnapCall.objects.latest("id").odd == Oddity.REPEATED_CALL

    def test_the_same_external_id_with_another_body_is_a_conflict(
        self, bank: Bank, bill: dict[str, Any]
    ) -> None:
        other = bank.bill(paying_family(1).customer_no, "35000.00")
        bank.pay(bill, external_id="502")

        answer = bank.pay(other, external_id="502")

        assert code_of(answer) == "4092500"
        assert payments_of(bank) == 1
        assert SnapCall.objects.latest("id").outcome == "4092500"

    def test_an_external_id_is_one_for_all_services(self, bank: Bank, bill: dict[str, Any]) -> None:
        bank.inquire(bill["customerNo"], external_id="503")

        assert code_of(bank.pay(bill, external_id="503")) == "4092500"

    def test_tomorrow_the_external_id_is_free_and_the_payment_is_not_taken_twice(
        self, bank: Bank, bill: dict[str, Any]
    ) -> None:
        first = bank.pay(bill, external_id="504")

        with clock.fixed(clock.now() + DAY):
            again = bank.signed_in().pay(bill, external_id="504")

        assert (code_of(again), again.content) == ("2002500", first.content)
        assert payments_of(bank) == 1
        assert SnapCall.objects.latest("id").odd == Oddity.REPEATED_PAYMENT

    def test_two_banks_may_use_the_same_ids(self, bank: Bank, bill: dict[str, Any]) -> None:
        other = make_other(bank)
        theirs = other.bill(
            paying_family(1).customer_no, "35000.00", paymentRequestId=bill["paymentRequestId"]
        )

        assert code_of(bank.pay(bill, external_id="505")) == "2002500"
        assert code_of(other.pay(theirs, external_id="505")) == "2002500"

    @pytest.mark.parametrize("advise", ["Y", "N"])
    def test_an_advice_of_a_payment_that_was_taken_is_told_success(
        self, bank: Bank, bill: dict[str, Any], advise: str
    ) -> None:
        bank.pay(bill)

        answer = bank.pay({**bill, "flagAdvise": advise})

        assert code_of(answer) == "2002500"
        assert payments_of(bank) == 1

    def test_an_advice_of_a_payment_that_never_came_is_taken(
        self, bank: Bank, bill: dict[str, Any]
    ) -> None:
        assert code_of(bank.pay({**bill, "flagAdvise": "Y"})) == "2002500"
        assert payments_of(bank) == 1

    def test_the_same_request_with_another_amount_is_inconsistent(
        self, bank: Bank, bill: dict[str, Any]
    ) -> None:
        bank.pay(bill)
        changed = {**bill, "paidAmount": {"value": "70000.00", "currency": "IDR"}}

        assert code_of(bank.pay(changed)) == "4042518"
        assert payments_of(bank) == 1

    def test_the_same_request_for_another_family_is_inconsistent(
        self, bank: Bank, bill: dict[str, Any]
    ) -> None:
        bank.pay(bill)
        changed = {**bill, **bank.account(paying_family(1).customer_no)}

        assert code_of(bank.pay(changed)) == "4042518"
        assert payments_of(bank) == 1

    def test_what_was_refused_can_be_paid_rightly_with_another_external_id(
        self, bank: Bank, bill: dict[str, Any]
    ) -> None:
        wrong = {**bill, "paidAmount": {"value": "1.00", "currency": "IDR"}}

        assert code_of(bank.pay(wrong)) == "4042513"
        assert code_of(bank.pay(bill)) == "2002500"


class TestStatus:
    def test_a_payment_that_was_taken_is_told(self, bank: Bank) -> None:
        bill = bank.bill(paying_family(1).customer_no, "35000.00")
        bank.pay(bill)

        answer = bank.status(bill["customerNo"], bill["paymentRequestId"])

        assert code_of(answer) == "2002600"
        assert account_of(answer)["paymentFlagStatus"] == "00"
        assert account_of(answer)["paidAmount"]["value"] == "35000.00"
        assert account_of(answer)["referenceNo"] == bill["referenceNo"]

    def test_one_that_was_not_is_4042601(self, bank: Bank) -> None:
        assert code_of(bank.status(paying_family(1).customer_no, "unknown")) == "4042601"

    def test_another_banks_payment_is_not_told(self, bank: Bank) -> None:
        bill = bank.bill(paying_family(1).customer_no, "35000.00")
        bank.pay(bill)

        other = make_other(bank)

        answer = other.status(bill["customerNo"], bill["paymentRequestId"])
        assert code_of(answer) == "4042601"


def make_other(bank: Bank) -> Bank:
    return make_bank(bank.send).signed_in()
