"""domain-rules §7.1, §7.3, §7.4 row by row, through the door: each test names its row."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.factories.banks import (
    INQUIRY,
    PAYMENT,
    STATUS,
    Answer,
    Bank,
    make_bank,
    new_external_id,
    stamp,
)
from tests.factories.contributions import noon, paying_family, waiting_family
from titian.bridging import services as bridging
from titian.bridging.models import SnapCall
from titian.bridging.types import SnapCase, SnapService
from titian.contributions.models import Payment
from titian.kernel import clock
from titian.members.models import Person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
DAYS = timedelta(days=1)
Body = dict[str, Any]
Spoil = Callable[[Body], Body]


@pytest.fixture(autouse=True)
def this_noon() -> Iterator[None]:
    with clock.fixed(noon(TODAY)):
        yield


def code_of(answer: Answer) -> str:
    said: str = answer.json()["responseCode"]
    assert answer.status_code == int(said[:3])
    return said


def asking(bank: Bank, customer_no: str) -> Body:
    return {**bank.account(customer_no), "inquiryRequestId": uuid4().hex}


def without(name: str) -> Spoil:
    return lambda body: {key: value for key, value in body.items() if key != name}


def changed(**fields: Any) -> Spoil:
    return lambda body: {**body, **fields}


class TestServices:
    """§7.1: each step, its path and its two digits."""

    def test_7_1_token_is_73(self, bank: Bank) -> None:
        assert code_of(bank.ask_token()) == "2007300"

    def test_7_1_inquiry_is_24_payment_25_status_26(self, bank: Bank) -> None:
        customer_no = paying_family(1).customer_no
        bill = bank.bill(customer_no, "35000.00")

        said = [
            code_of(bank.inquire(customer_no)),
            code_of(bank.pay(bill)),
            code_of(bank.status(customer_no, bill["paymentRequestId"])),
        ]

        assert said == ["2002400", "2002500", "2002600"]


class TestBodies:
    """§7.4, rows of 400 and 404 that a body alone decides; the same for all three services."""

    @pytest.mark.parametrize("path,service", [(INQUIRY, "24"), (PAYMENT, "25"), (STATUS, "26")])
    @pytest.mark.parametrize(
        "row,spoil,case",
        [
            ("400..01 invalid field format", changed(customerNo="12A"), "40001"),
            ("400..02 missing mandatory field", without("customerNo"), "40002"),
            (
                "404..11 invalid account/VA",
                changed(virtualAccountNo="   8888800000000000"),
                "40411",
            ),
            ("404..16 partner not found", changed(partnerServiceId="   12345"), "40416"),
        ],
    )
    def test_7_4_a_body_has_its_row(
        self, bank: Bank, path: str, service: str, row: str, spoil: Spoil, case: str
    ) -> None:
        body = {**bank.bill(paying_family(1).customer_no, "35000.00"), "inquiryRequestId": "i1"}
        spoilt = spoil(body)
        if case == "40416":
            spoilt["virtualAccountNo"] = spoilt["partnerServiceId"] + spoilt["customerNo"]

        said = code_of(bank.call(path, spoilt))

        assert said == f"{case[:3]}{service}{case[3:]}", row
        assert not Payment.objects.exists()

    def test_7_4_what_is_no_json_is_400_00(self, bank: Bank) -> None:
        headers = bank.headers(PAYMENT, b"{}") | {"Content-Type": "text/plain"}

        assert code_of(bank.send(PAYMENT, b"{}", headers)) == "4002500"


class TestBills:
    """§7.4, rows of 404 and the JKN mapping; nothing is booked and each leaves a row."""

    def refused(self, bank: Bank, customer_no: str, value: str = "35000.00") -> list[str]:
        said = [
            code_of(bank.inquire(customer_no)),
            code_of(bank.pay(bank.bill(customer_no, value))),
        ]
        assert not Payment.objects.filter(partner=bank.partner_id).exists()
        seen = SnapCall.objects.exclude(odd="").order_by("id").values_list("outcome", flat=True)
        assert [code for code in said if code[:3] != "200"] == list(seen)
        return said

    def test_7_4_card_unknown_is_12(self, bank: Bank) -> None:
        assert self.refused(bank, "99999999999") == ["4042412", "4042512"]

    def test_7_4_no_arrears_and_the_month_paid_is_14(self, bank: Bank) -> None:
        family = paying_family(1)
        family.pays(TODAY)

        assert self.refused(bank, family.customer_no) == ["4042414", "4042514"]

    @pytest.mark.parametrize(
        "row,days", [("day 13: not open", 13), ("day 31: lapsed", 31), ("day 60: lapsed", 60)]
    )
    def test_7_4_first_payment_not_open_or_lapsed_is_19(
        self, bank: Bank, row: str, days: int
    ) -> None:
        family = waiting_family(registered_on=TODAY - days * DAYS)

        assert self.refused(bank, family.customer_no) == ["4042419", "4042519"], row

    @pytest.mark.parametrize("value", ["34999.00", "35000.01", "70000.00"])
    def test_7_4_amount_other_than_the_bill_is_13(self, bank: Bank, value: str) -> None:
        said = self.refused(bank, paying_family(1).customer_no, value)

        assert said == ["2002400", "4042513"]

    def test_7_4_the_same_request_with_other_contents_is_18(self, bank: Bank) -> None:
        bill = bank.bill(paying_family(1).customer_no, "35000.00")
        bank.pay(bill)

        assert code_of(bank.pay({**bill, "paidAmount": money("1.00")})) == "4042518"


class TestProof:
    """§7.4, rows of 401, 409 and 429: they come before anything of the body is believed."""

    def test_7_4_a_wrong_signature_is_401_00(self, bank: Bank) -> None:
        bank.secret = "guessed"

        assert code_of(bank.inquire("99999999999")) == "4012400"

    def test_7_4_a_token_that_ran_out_is_401_01(self, bank: Bank) -> None:
        with clock.fixed(clock.now() + timedelta(seconds=900)):
            assert code_of(bank.inquire("99999999999")) == "4012401"

    def test_7_4_no_token_is_401_03(self, bank: Bank) -> None:
        assert code_of(bank.call(INQUIRY, {}, Authorization="")) == "4012403"

    def test_7_3_an_external_id_of_the_day_with_another_body_is_409_00(self, bank: Bank) -> None:
        number = new_external_id()
        bank.inquire("99999999999", external_id=number)

        assert code_of(bank.inquire("99999999998", external_id=number)) == "4092400"

    def test_7_4_too_many_is_429_00(self, bank: Bank) -> None:
        said = [code_of(bank.call(INQUIRY, {}, Authorization="")) for _ in range(61)]

        assert said[-1] == "4292400"


class TestOurFaults:
    """§7.4, rows of 500."""

    @pytest.mark.parametrize("away,code", [(True, "5002500"), (False, "5002501")])
    def test_7_4_a_fault_of_ours_is_general_or_internal(self, away: bool, code: str) -> None:
        assert bridging.take_snap_fault(SnapService.PAYMENT, database_away=away).code == code


class TestStatus:
    """§7.1, status: what came of one payment, asked with the number it was paid to."""

    @pytest.mark.parametrize("whose,code", [("other", "4042618"), ("nobody", "4042612")])
    def test_7_4_a_payment_asked_for_by_another_number_is_not_told(
        self, bank: Bank, whose: str, code: str
    ) -> None:
        bill = bank.bill(paying_family(1).customer_no, "35000.00")
        bank.pay(bill)
        number = paying_family(1).customer_no if whose == "other" else "99999999999"

        assert code_of(bank.status(number, bill["paymentRequestId"])) == code

    def test_7_1_any_card_of_the_family_asks_for_it(self, bank: Bank) -> None:
        family = paying_family(2)
        other = Person.objects.get(pk=family.people[1]).card_sealed[-11:]
        bill = bank.bill(family.customer_no, "70000.00")
        bank.pay(bill)

        assert code_of(bank.status(other, bill["paymentRequestId"])) == "2002600"


class TestRepeats:
    """§7.3, idempotency: the key is (partner, paymentRequestId)."""

    @pytest.mark.parametrize("flag", ["Y", "N"])
    @pytest.mark.parametrize("days", [0, 1, 7])
    def test_7_3_a_repeat_gives_the_same_success(self, bank: Bank, flag: str, days: int) -> None:
        bill = bank.bill(paying_family(1).customer_no, "35000.00")
        first = bank.pay(bill)

        with clock.fixed(clock.now() + days * DAYS):
            again = bank.signed_in().pay({**bill, "flagAdvise": flag})

        assert (code_of(again), again.content) == ("2002500", first.content)
        assert Payment.objects.filter(partner=bank.partner_id).count() == 1

    def test_7_3_a_payment_of_yesterday_that_comes_today_keeps_its_time(self, bank: Bank) -> None:
        family = paying_family(1)
        paid_at = noon(TODAY) - DAYS

        said = bank.pay(bank.bill(family.customer_no, "35000.00", trxDateTime=stamp(paid_at)))

        assert code_of(said) == "2002500"
        assert Payment.objects.get(partner=bank.partner_id).paid_at == paid_at

    def test_7_3_another_partner_with_the_same_request_is_another_payment(self, bank: Bank) -> None:
        other = make_bank(bank.send).signed_in()
        bill = bank.bill(paying_family(1).customer_no, "35000.00")
        theirs = other.bill(
            paying_family(1).customer_no, "35000.00", paymentRequestId=bill["paymentRequestId"]
        )

        assert [code_of(bank.pay(bill)), code_of(other.pay(theirs))] == ["2002500"] * 2


# §7.4 lists more than a biller has reason to say; docs/flows/bank.md tells what is said instead.
NEVER_SAID = {"40300", "40318", "40901", "50002", "50400"}


def test_7_4_every_row_is_said_or_is_known_never_to_be() -> None:
    rows = {
        "20000", "40000", "40001", "40002", "40100", "40101", "40103", "40300", "40318", "40411",
        "40412", "40413", "40414", "40416", "40418", "40419", "40900", "40901", "42900", "50000",
        "50001", "50002", "50400",
    }  # fmt: skip
    said = {f"{case.value[0]}{case.value[1]}" for case in SnapCase}

    assert rows - said == NEVER_SAID
    assert said - rows == {"40401", "40500"}  # status of what never came; another method than POST


def money(value: str) -> dict[str, str]:
    return {"value": value, "currency": "IDR"}
