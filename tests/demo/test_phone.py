"""The phone of the demo: what it sends is taken by our own door, what comes back can be pressed."""

import json
from datetime import UTC, datetime
from uuid import UUID

import httpx
import pytest
from django.test import Client

from titian.demo import phone
from titian.demo.models import DemoMessage
from titian.notifications.models import HeardMessage

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PHONE = "6281200000099"
KEY = UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture(autouse=True)
def by_the_test_client(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The call goes through the door itself, without a network."""

    def post(url: str, *, content: bytes, headers: dict[str, str], timeout: float) -> object:
        path = "/" + url.split("/", 3)[3]
        sent = {name: value for name, value in headers.items() if name != "Content-Type"}
        return client.post(path, content, content_type="application/json", headers=sent)

    monkeypatch.setattr(httpx, "post", post)
    monkeypatch.setattr(phone, "refuse_transaction", lambda: None)


def test_a_text_is_taken_once_by_the_signed_door() -> None:
    for _ in range(2):
        phone.write(phone=PHONE, text="halo bu", choice="", key=KEY, at=AT)

    assert HeardMessage.objects.latest("pk").text == "halo bu"
    (own,) = phone.bubbles(PHONE)
    assert (own.is_mine, own.status) == (True, 200)


def test_what_was_offered_can_be_pressed_and_comes_back_by_its_key() -> None:
    reply = {"type": "reply", "reply": {"id": "book", "title": "Ambil nomor"}}
    body = {"interactive": {"action": {"buttons": [reply]}}}
    DemoMessage.objects.create(
        message_id=7, recipient_ref="talk:1", channel="whatsapp", to=PHONE, subject="x",
        text="Mau apa?", body=json.dumps(body), at=AT,
    )  # fmt: skip
    (offered,) = phone.pressable(phone.bubbles(PHONE))

    phone.write(phone=PHONE, text=offered.label, choice=offered.key, key=KEY, at=AT)

    heard = HeardMessage.objects.latest("pk")
    assert (heard.kind, heard.choice, heard.text) == ("interactive", "book", "Ambil nomor")


def test_the_page_shows_what_the_gateway_would_have_got(client: Client) -> None:
    DemoMessage.objects.create(
        message_id=8, recipient_ref="talk:1", channel="whatsapp", to=PHONE, subject="x",
        text="Halo <b>", body='{"type": "text"}', at=AT,
    )  # fmt: skip

    page = client.get("/demo/whatsapp/", {"dari": PHONE}).content.decode()

    assert "Halo &lt;b&gt;" in page
    assert "&quot;type&quot;: &quot;text&quot;" in page
    assert "<script>alert" not in page
