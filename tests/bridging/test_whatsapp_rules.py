import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titian.bridging.rules.whatsapp import is_genuine, payload, read_call, template_name
from titian.notifications.ports import Outgoing
from titian.notifications.types import Channel, Urgency

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SECRET = "test-app-secret"
BODY = b'{"object":"whatsapp_business_account","entry":[]}'
SIGNATURE = "sha256=c84a394cc475525991e78ff16e430b02e47f953877d2af0ade26956ce6f384dc"


def test_a_call_is_genuine_when_its_raw_body_was_signed() -> None:
    assert is_genuine(SECRET, BODY, SIGNATURE)


@pytest.mark.parametrize(
    "secret,body,header",
    [
        ("another-secret", BODY, SIGNATURE),
        (SECRET, BODY + b" ", SIGNATURE),
        (SECRET, BODY, SIGNATURE.upper()),
        (SECRET, BODY, SIGNATURE.removeprefix("sha256=")),
        (SECRET, BODY, "sha256="),
        (SECRET, BODY, "sha256=é"),
        (SECRET, BODY, ""),
    ],
)
def test_a_call_is_not_genuine_otherwise(secret: str, body: bytes, header: str) -> None:
    assert not is_genuine(secret, body, header)


def an_outgoing(**changes: Any) -> Outgoing:
    fields: dict[str, Any] = {
        "message_id": 7,
        "ref": "99",
        "recipient_ref": "person:1",
        "channel": Channel.WHATSAPP,
        "to": "6281234567890",
        "template": "queue/messages/booked.txt",
        "data": {"number": "A-12", "place": "Puskesmas\n  Dinoyo", "note": ""},
        "subject": "Tiket A-12",
        "text": "Tiket A-12 di Puskesmas Dinoyo.",
        "urgency": Urgency.NORMAL,
        "language": "id",
        "at": AT,
        **changes,
    }
    return Outgoing(**fields)


def written(**changes: Any) -> dict[str, Any]:
    return payload(an_outgoing(**changes), to="6281234567890", code_template="titian_code")


def test_a_code_goes_by_the_authentication_template_with_a_button_to_copy_it() -> None:
    said = written(urgency=Urgency.CODE, data={"code": "417520"}, conversation_open=True)

    assert said["type"] == "template"
    assert said["template"]["name"] == "titian_code"
    body, button = said["template"]["components"]
    assert body == {"type": "body", "parameters": [{"type": "text", "text": "417520"}]}
    assert button["parameters"] == [{"type": "text", "text": "417520"}]
    assert (button["sub_type"], button["index"]) == ("url", "0")


def test_a_notice_goes_by_its_own_template_with_named_parameters() -> None:
    said = written()

    assert said["template"]["name"] == "queue_booked"
    assert said["template"]["language"] == {"code": "id"}
    (body,) = said["template"]["components"]
    assert {p["parameter_name"]: p["text"] for p in body["parameters"]} == {
        "number": "A-12",
        "place": "Puskesmas Dinoyo",
        "note": "-",
    }
    assert said["biz_opaque_callback_data"] == "99"


def test_whoever_wrote_to_us_today_is_answered_in_free_words() -> None:
    said = written(conversation_open=True, text="x" * 5000)

    assert said["type"] == "text"
    assert len(said["text"]["body"]) == 4096


def offering(*labels: str, said: str = "Mau apa?", **changes: Any) -> dict[str, Any]:
    choices = json.dumps([[f"key-{number}", label] for number, label in enumerate(labels)])
    data = {"said": said, "choices": choices, "link": "https://titian.example/tanya/"}
    return written(data=data, **{"conversation_open": True, **changes})


def test_up_to_three_short_choices_are_buttons() -> None:
    said = offering("Gigi", "Umum", "Bicara dengan orang")

    assert said["type"] == "interactive"
    assert said["interactive"]["type"] == "button"
    assert said["interactive"]["body"] == {"text": "Mau apa?"}
    buttons = said["interactive"]["action"]["buttons"]
    assert [one["reply"]["id"] for one in buttons] == ["key-0", "key-1", "key-2"]
    assert buttons[1] == {"type": "reply", "reply": {"id": "key-1", "title": "Umum"}}


@pytest.mark.parametrize("labels", [("1", "2", "3", "4"), ("Besok pagi, dokter gigi",)])
def test_more_or_longer_choices_are_a_list(labels: tuple[str, ...]) -> None:
    said = offering(*labels)

    action = said["interactive"]["action"]
    assert said["interactive"]["type"] == "list"
    assert action["button"] == "Pilih"
    assert [row["title"] for row in action["sections"][0]["rows"]] == list(labels)


@pytest.mark.parametrize("labels,said", [(["x"] * 11, "Mau apa?"), (["x"], "y" * 1025)])
def test_what_fits_no_buttons_is_numbered_in_the_text(labels: list[str], said: str) -> None:
    assert offering(*labels, said=said)["type"] == "text"


def test_an_answer_of_a_day_later_is_a_template_that_names_only_the_link() -> None:
    said = offering("Gigi", conversation_open=False, template="assistant/messages/reply.txt")

    assert said["template"]["name"] == "assistant_reply"
    (body,) = said["template"]["components"]
    assert [one["parameter_name"] for one in body["parameters"]] == ["link"]


def test_a_template_is_named_after_its_package() -> None:
    assert template_name("frontdoor/messages/code.txt") == "frontdoor_code"


def a_call(**value: Any) -> dict[str, Any]:
    value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": "1234"}, **value}
    return {"entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]}


def test_reports_and_messages_are_read_from_a_call() -> None:
    body = a_call(
        statuses=[
            {"id": "wamid.1", "status": "delivered", "timestamp": "1795402800",
             "biz_opaque_callback_data": "99"},
            {"id": "wamid.2", "status": "failed", "timestamp": "1795402800",
             "errors": [{"code": 131026, "title": "Undeliverable"}]},
            {"id": "wamid.3", "status": "warning", "timestamp": "1795402800"},
        ],
        messages=[
            {"from": "6281234567890", "id": "wamid.4", "timestamp": "1795402800", "type": "text",
             "text": {"body": "halo"}},
            {"from": "6281234567890", "id": "wamid.5", "timestamp": "1795402800",
             "type": "interactive",
             "interactive": {"list_reply": {"id": "menu-2", "title": "Tiket"}}},
            {"from": "6281234567890", "id": "wamid.6", "timestamp": "1795402800", "type": "image",
             "image": {"id": "9", "caption": "surat"}},
            {"from": "6281234567890", "id": "wamid.7", "timestamp": "1795402800", "type": "edit",
             "edit": {"original_message_id": "wamid.4",
                      "message": {"type": "text", "text": {"body": "halo bu"}}}},
            {"from": "6281234567890", "id": "wamid.8", "timestamp": "1795402800",
             "type": "revoke", "revoke": {"original_message_id": "wamid.4"}},
        ],
    )  # fmt: skip

    call = read_call(body, phone_id="1234")

    assert [(r.provider_ref, r.state, r.our_ref, r.error) for r in call.receipts] == [
        ("wamid.1", "delivered", "99", ""),
        ("wamid.2", "failed", "", "whatsapp_131026"),
    ]
    assert [(h.kind, h.text, h.choice) for h in call.heard] == [
        ("text", "halo", ""),
        ("interactive", "Tiket", "menu-2"),
        ("image", "surat", ""),
        ("edit", "halo bu", ""),
        ("revoke", "", ""),
    ]


def test_a_call_about_another_number_is_not_ours() -> None:
    body = a_call(statuses=[{"id": "w", "status": "read", "timestamp": "1795402800"}])

    assert not read_call(body, phone_id="5678").receipts


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["entry", "changes", "value", "statuses", "messages", "id", "from", "type",
                 "timestamp", "status", "errors", "text", "field", "metadata", "interactive"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)  # fmt: skip


@given(_json)
def test_no_shape_of_a_call_breaks_the_reading(body: Any) -> None:
    call = read_call(body, phone_id="1234")

    assert all(receipt.channel is Channel.WHATSAPP for receipt in call.receipts)


@given(_json)
def test_no_shape_of_a_part_breaks_the_reading(part: Any) -> None:
    read_call(a_call(statuses=[part], messages=[part]), phone_id="1234")
