"""The bank's door: who may come in, and what whoever may not is told and leaves behind."""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.factories.banks import INQUIRY, PAYMENT, STATUS, TOKEN, Bank, by_client, make_bank, stamp
from tests.factories.contributions import noon, paying_family
from titian.bridging import services as bridging
from titian.bridging.models import BankToken, SnapCall
from titian.bridging.types import Oddity
from titian.kernel import clock
from titian.kernel.actors import Actor

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
OPERATOR = Actor.system("tests")
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def this_noon() -> Iterator[None]:
    with clock.fixed(noon(TODAY)):
        yield


def code_of(answer: Any) -> str:
    said: str = answer.json()["responseCode"]
    assert answer.status_code == int(said[:3])
    assert answer["Content-Type"] == "application/json"
    return said


def last_call() -> SnapCall:
    return SnapCall.objects.latest("id")


class TestTokens:
    def test_a_bank_with_its_key_gets_a_token_of_900_seconds(self, bank: Bank) -> None:
        said = bank.ask_token().json()

        assert (said["responseCode"], said["tokenType"]) == ("2007300", "Bearer")
        assert said["expiresIn"] == "900"
        kept = BankToken.objects.get(token_hash=sha256(said["accessToken"].encode()).digest())
        assert kept.expires_at == clock.now() + timedelta(seconds=900)

    def test_a_signature_over_another_moment_opens_nothing(self, bank: Bank) -> None:
        late = stamp(clock.now() + SECOND)

        assert code_of(bank.ask_token(**{"X-TIMESTAMP": late})) == "4017300"
        assert last_call().odd == Oddity.REFUSED

    def test_an_unknown_client_is_not_authorised(self, bank: Bank) -> None:
        bank.client_key = "somebody-else"

        assert code_of(bank.ask_token()) == "4017300"

    @pytest.mark.parametrize("away", [6 * MINUTE, -6 * MINUTE])
    def test_a_request_of_another_time_is_not_taken(self, bank: Bank, away: timedelta) -> None:
        assert code_of(bank.ask_token(at=stamp(clock.now() + away))) == "4017300"

    @pytest.mark.parametrize("name", ["X-CLIENT-KEY", "X-TIMESTAMP", "X-SIGNATURE"])
    def test_a_missing_header_is_named(self, bank: Bank, name: str) -> None:
        answer = bank.ask_token(**{name: ""})

        assert code_of(answer) == "4007302"
        assert name in answer.json()["responseMessage"]

    def test_another_grant_is_not_known(self, bank: Bank) -> None:
        headers = bank.token_headers()

        assert code_of(bank.send(TOKEN, b'{"grantType":"password"}', headers)) == "4007301"
        assert code_of(bank.send(TOKEN, b"{}", headers)) == "4007302"
        assert code_of(bank.send(TOKEN, b"not json", headers)) == "4007300"

    def test_old_tokens_are_forgotten_when_a_new_one_is_given(self, bank: Bank) -> None:
        with clock.fixed(clock.now() + timedelta(hours=1)):
            bank.ask_token()

        assert BankToken.objects.filter(bank__partner_id=bank.partner_id).count() == 1


class TestCalls:
    @pytest.fixture
    def customer_no(self) -> str:
        return paying_family(1).customer_no

    @pytest.mark.parametrize("path,service", [(INQUIRY, "24"), (PAYMENT, "25"), (STATUS, "26")])
    def test_without_a_token_nobody_comes_in(self, bank: Bank, path: str, service: str) -> None:
        assert code_of(bank.call(path, {}, Authorization="")) == f"401{service}03"
        assert code_of(bank.call(path, {}, Authorization="Bearer made-up")) == f"401{service}01"

    def test_a_token_lasts_900_seconds(self, bank: Bank, customer_no: str) -> None:
        with clock.fixed(clock.now() + timedelta(seconds=899)):
            assert code_of(bank.inquire(customer_no)) == "2002400"
        with clock.fixed(clock.now() + timedelta(seconds=900)):
            assert code_of(bank.inquire(customer_no)) == "4012401"

    def test_a_wrong_signature_books_nothing_and_is_written_down(self, bank: Bank) -> None:
        family = paying_family(1)
        bill = bank.bill(family.customer_no, f"{family.owes(TODAY).amount}.00")
        bank.secret = "guessed"

        answer = bank.pay(bill, external_id="77")

        assert code_of(answer) == "4012500"
        call = last_call()
        assert (call.outcome, call.external_id, call.claims) == ("4012500", "77", False)
        assert call.said_partner == bank.partner_id
        assert family.owes(TODAY).amount == 35_000

    def test_a_changed_body_does_not_fit_its_signature(self, bank: Bank, customer_no: str) -> None:
        body = b'{"a": 1}'
        headers = bank.headers(INQUIRY, body)

        assert code_of(bank.send(INQUIRY, b'{"a": 2}', headers)) == "4012400"

    def test_white_space_outside_strings_does_not_matter(self, bank: Bank) -> None:
        headers = bank.headers(INQUIRY, b'{"a":1}')

        assert code_of(bank.send(INQUIRY, b' { "a" :\n 1 } ', headers)) == "4002402"

    def test_the_query_is_signed_as_well(self, bank: Bank) -> None:
        body = b'{"a":1}'

        signed = bank.headers(f"{INQUIRY}?x=1", body)

        assert code_of(bank.send(f"{INQUIRY}?x=1", body, signed)) == "4002402"
        assert code_of(bank.send(f"{INQUIRY}?x=2", body, bank.headers(INQUIRY, body))) == "4012400"

    def test_a_call_of_another_time_is_not_taken(self, bank: Bank, customer_no: str) -> None:
        body = b"{}"
        headers = bank.headers(INQUIRY, body, at=stamp(clock.now() - 6 * MINUTE))

        assert code_of(bank.send(INQUIRY, body, headers)) == "4012400"

    def test_a_partner_has_its_own_token(self, bank: Bank, customer_no: str) -> None:
        assert code_of(bank.call(INQUIRY, {}, X_PARTNER_ID="BANKLAIN")) == "4042416"

    def test_a_partner_has_its_own_numbers(self, bank: Bank, customer_no: str) -> None:
        bank.service_no = "12345"

        assert code_of(bank.inquire(customer_no)) == "4042416"

    def test_a_bank_may_name_the_networks_it_calls_from(self, customer_no: str) -> None:
        bank = make_bank(by_client(Client()), addresses=("10.20.0.0/16",))

        assert code_of(bank.ask_token()) == "4017300"

    def test_a_stopped_bank_is_out_at_once(self, bank: Bank, customer_no: str) -> None:
        bridging.set_active(
            partner_id=bank.partner_id, is_active=False, by=OPERATOR, at=clock.now()
        )

        assert code_of(bank.inquire(customer_no)) == "4012400"
        assert code_of(bank.ask_token()) == "4017300"

    def test_after_a_change_the_old_secret_is_taken_for_a_day(
        self, bank: Bank, customer_no: str
    ) -> None:
        new = bridging.rotate_secret(partner_id=bank.partner_id, by=OPERATOR, at=clock.now())

        assert code_of(bank.inquire(customer_no)) == "2002400"
        with clock.fixed(clock.now() + timedelta(hours=24)):
            bank.signed_in()
            assert code_of(bank.inquire(customer_no)) == "4012400"
            bank.secret = new
            assert code_of(bank.inquire(customer_no)) == "2002400"

    @pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
    def test_only_post_is_known(self, method: str) -> None:
        answer = Client().generic(method, PAYMENT)

        assert code_of(answer) == "4052500"

    @pytest.mark.parametrize(
        "body,kind",
        [
            (b'{"a":1}', "text/plain"),
            (b"a=1", "application/x-www-form-urlencoded"),
            (b" " * 70_000, "application/json"),
            (b" " * 1_500_000, "application/json"),
        ],
    )
    def test_what_is_no_small_json_is_a_bad_request(
        self, bank: Bank, body: bytes, kind: str
    ) -> None:
        headers = bank.headers(PAYMENT, b"{}") | {"Content-Type": kind}

        assert code_of(bank.send(PAYMENT, body, headers)) == "4002500"

    def test_any_letters_are_answered(self, bank: Bank) -> None:
        strange = {"partnerServiceId": "\ud83d\ude00\x00", "customerNo": "é" * 50}
        strange |= {"virtualAccountNo": "\ud800"}

        assert code_of(bank.call(PAYMENT, strange)) == "4002501"

    def test_a_flood_is_slowed_down_and_leaves_few_rows(self, bank: Bank) -> None:
        codes = [code_of(bank.call(INQUIRY, {}, Authorization="Bearer x")) for _ in range(70)]

        assert codes[0] == "4012401"
        assert codes[-1] == "4292400"
        assert SnapCall.objects.count() == 60

    def test_a_bank_at_work_is_not_slowed_by_others_mistakes(
        self, bank: Bank, customer_no: str
    ) -> None:
        for _ in range(70):
            bank.call(INQUIRY, {}, Authorization="Bearer x")

        assert code_of(bank.inquire(customer_no)) == "2002400"

    def test_nothing_of_a_person_is_kept_in_clear(self, bank: Bank, customer_no: str) -> None:
        bank.inquire(customer_no)

        with connection.cursor() as cursor:
            cursor.execute("SELECT snap_call::text FROM snap_call ORDER BY id DESC LIMIT 1")
            row = cursor.fetchone()[0]
        assert customer_no not in row
        assert "ORA*" not in row
        assert customer_no.encode().hex() not in row


def test_calls_are_forgotten_in_time(bank: Bank) -> None:
    bank.call(INQUIRY, {}, Authorization="")
    bank.inquire(paying_family(1).customer_no)

    assert bridging.forget_calls(at=clock.now() + timedelta(days=89)) == 0
    assert bridging.forget_calls(at=clock.now() + timedelta(days=91)) == 1
    assert bridging.forget_calls(at=clock.now() + timedelta(days=731)) == 1
