"""The phone of the demo: it calls our door as Meta does, signed, and shows what came back."""

import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import httpx
from django.conf import settings

from titian.demo.models import DemoMessage, DemoPhoneText
from titian.platform.db.transactions import refuse_transaction

DOOR = "/panggilan/whatsapp"
_SECONDS = 10.0
_NO_ANSWER = 0
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message on the screen; `body` is the JSON that crossed the wire."""

    is_mine: bool
    text: str
    body: str
    status: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Pressable:
    key: str
    label: str


def write(*, phone: str, text: str, choice: str, key: UUID, at: datetime) -> None:
    """The same press again is the same message: the call carries its key."""
    refuse_transaction()
    body = json.dumps(_call(phone, text, choice, key, at), ensure_ascii=False).encode()
    status = _sent(body)
    said = DemoPhoneText(key=key, phone=phone, text=text, body=body.decode(), status=status, at=at)
    DemoPhoneText.objects.bulk_create([said], ignore_conflicts=True)


def bubbles(phone: str) -> list[Bubble]:
    """Oldest first, as on a phone."""
    own = DemoPhoneText.objects.filter(phone=phone).order_by("-pk")[:_SHOWN]
    came = DemoMessage.objects.filter(channel="whatsapp", to=phone).order_by("-pk")[:_SHOWN]
    both = [Bubble(True, one.text, one.body, one.status, one.at) for one in own]
    both += [Bubble(False, one.text, one.body, 0, one.at) for one in came]
    return sorted(both, key=lambda one: one.at)[-_SHOWN:]


def pressable(shown: list[Bubble]) -> list[Pressable]:
    """The buttons or rows of the newest message, if it is one of ours."""
    if not shown or shown[-1].is_mine or not shown[-1].body:
        return []
    action = json.loads(shown[-1].body).get("interactive", {}).get("action", {})
    buttons = [one["reply"] for one in action.get("buttons", [])]
    rows = [row for part in action.get("sections", []) for row in part["rows"]]
    return [Pressable(one["id"], one["title"]) for one in (*buttons, *rows)]


def _call(phone: str, text: str, choice: str, key: UUID, at: datetime) -> dict[str, Any]:
    """As the Cloud API writes it."""
    pressed = {"type": "button_reply", "button_reply": {"id": choice, "title": text}}
    said = (
        {"type": "interactive", "interactive": pressed}
        if choice
        else {"type": "text", "text": {"body": text}}
    )
    stamp = str(int(at.timestamp()))
    message = {"from": phone, "id": f"wamid.DEMO{key.hex}", "timestamp": stamp, **said}
    number = {"phone_number_id": settings.TITIAN_WHATSAPP_PHONE_ID}
    value = {"messaging_product": "whatsapp", "metadata": number, "messages": [message]}
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "0", "changes": [change]}]}


def _sent(body: bytes) -> int:
    secret = settings.TITIAN_WHATSAPP_APP_SECRET.encode()
    signed = {"X-Hub-Signature-256": f"sha256={hmac.new(secret, body, sha256).hexdigest()}"}
    try:
        answer = httpx.post(
            f"{settings.TITIAN_ORIGIN}{DOOR}",
            content=body,
            headers={"Content-Type": "application/json", **signed},
            timeout=_SECONDS,
        )
    except httpx.HTTPError:
        return _NO_ANSWER
    return answer.status_code
