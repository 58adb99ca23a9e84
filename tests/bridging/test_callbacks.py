import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from titian.notifications.models import DeliveryReceipt, HeardMessage

SECRET, VERIFY, SMS_SECRET = "test-app-secret", "test-verify", "test-sms-secret"
NOW = str(int(datetime(2026, 11, 20, tzinfo=UTC).timestamp()))

pytestmark = pytest.mark.django_db

Post = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def set_up(settings: Settings) -> None:
    settings.TITIAN_WHATSAPP_TOKEN = "token"
    settings.TITIAN_WHATSAPP_PHONE_ID = "1234"
    settings.TITIAN_WHATSAPP_APP_SECRET = SECRET
    settings.TITIAN_WHATSAPP_VERIFY_TOKEN = VERIFY
    settings.TITIAN_SMS_CALLBACK_SECRET = SMS_SECRET
    settings.TITIAN_SMS_FIELDS = {"id": "message_id"}


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def whatsapp(client: Client) -> Post:
    def post(body: bytes, signature: str | None = None) -> HttpResponse:
        signed = "sha256=" + hmac.new(SECRET.encode(), body, sha256).hexdigest()
        header = {"X-Hub-Signature-256": signed if signature is None else signature}
        return client.post(
            "/panggilan/whatsapp", body, content_type="application/json", headers=header
        )  # type: ignore[return-value]  # the test client's response

    return post


def call_of(**value: Any) -> bytes:
    value = {"metadata": {"phone_number_id": "1234"}, **value}
    body = {"entry": [{"changes": [{"field": "messages", "value": value}]}]}
    return json.dumps(body).encode()


def verify(client: Client, token: str, mode: str = "subscribe") -> Any:
    given = {"hub.mode": mode, "hub.verify_token": token, "hub.challenge": "1158201444"}
    return client.get("/panggilan/whatsapp", given)


def test_the_address_is_confirmed_to_whoever_knows_the_token(client: Client) -> None:
    answer = verify(client, VERIFY)

    assert (answer.status_code, answer.content) == (200, b"1158201444")
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("token,mode", [("wrong", "subscribe"), ("", "subscribe"), (VERIFY, "x")])
def test_the_address_is_not_confirmed_to_others(client: Client, token: str, mode: str) -> None:
    assert verify(client, token, mode).status_code == 403


def test_an_unset_token_confirms_nothing(client: Client, settings: Settings) -> None:
    settings.TITIAN_WHATSAPP_VERIFY_TOKEN = ""

    assert verify(client, "").status_code == 403


def test_a_signed_call_is_kept_and_answered_at_once(whatsapp: Post) -> None:
    body = call_of(
        statuses=[{"id": "wamid.1", "status": "delivered", "timestamp": NOW}],
        messages=[
            {"from": "6281234567890", "id": "wamid.2", "timestamp": NOW, "type": "text",
             "text": {"body": "halo \ud800 \x00"}}
        ],
    )  # fmt: skip

    statuses = [whatsapp(body).status_code for _ in range(3)]

    assert statuses == [200, 200, 200]
    assert DeliveryReceipt.objects.get().state == "delivered"
    assert HeardMessage.objects.latest("pk").text == "halo"


@pytest.mark.parametrize("signature", ["", "sha256=00", "sha1=x"])
def test_an_unsigned_call_is_not_believed(whatsapp: Post, signature: str) -> None:
    body = call_of(statuses=[{"id": "wamid.1", "status": "delivered", "timestamp": NOW}])

    assert whatsapp(body, signature).status_code == 403
    assert not DeliveryReceipt.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 50_000])
def test_a_signed_call_that_is_no_json_is_a_bad_request(whatsapp: Post, body: bytes) -> None:
    assert whatsapp(body).status_code == 400


@pytest.mark.parametrize("body", [b"null", b"[]", b'"x"', b'{"entry":[{"changes":"x"}]}'])
def test_a_signed_call_of_a_shape_we_do_not_know_is_let_pass(whatsapp: Post, body: bytes) -> None:
    assert whatsapp(body).status_code == 200


def test_nobody_is_home_where_whatsapp_is_not_set_up(client: Client, settings: Settings) -> None:
    settings.TITIAN_WHATSAPP_APP_SECRET = ""

    assert verify(client, VERIFY).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"message_id": "gw-1", "status": "DELIVRD"}},
        {
            "data": '{"message_id": "gw-1", "status": "delivered"}',
            "content_type": "application/json",
        },
    ],
    ids=["form", "json"],
)
def test_an_sms_receipt_is_kept(client: Client, sent: dict[str, Any]) -> None:
    for _ in range(2):
        answer = client.post("/panggilan/sms", headers={"X-Titian-Secret": SMS_SECRET}, **sent)
        assert answer.status_code == 200

    receipt = DeliveryReceipt.objects.get()
    assert (receipt.provider_ref, receipt.state) == ("gw-1", "delivered")


def test_a_gateway_that_only_knows_addresses_may_put_the_secret_there(client: Client) -> None:
    answer = client.get("/panggilan/sms", {"secret": SMS_SECRET, "ref": "77", "status": "UNDELIV"})

    assert answer.status_code == 200
    receipt = DeliveryReceipt.objects.get()
    assert (receipt.our_ref, receipt.state, receipt.error) == ("77", "failed", "sms_undelivered")


@pytest.mark.parametrize("given", ["", "wrong", "é"])
def test_an_sms_receipt_without_the_secret_is_not_believed(client: Client, given: str) -> None:
    answer = client.get("/panggilan/sms", {"secret": given, "ref": "77", "status": "DELIVRD"})

    assert answer.status_code == 403
    assert not DeliveryReceipt.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [{}, {"ref": "77"}, {"ref": "77", "status": "wat"}, {"status": "DELIVRD"}],
)
def test_an_sms_receipt_that_says_nothing_is_a_bad_request(
    client: Client, fields: dict[str, str]
) -> None:
    assert client.get("/panggilan/sms", {"secret": SMS_SECRET, **fields}).status_code == 400


def test_nobody_is_home_where_no_secret_is_set(client: Client, settings: Settings) -> None:
    settings.TITIAN_SMS_CALLBACK_SECRET = ""

    assert client.get("/panggilan/sms", {"secret": ""}).status_code == 404
