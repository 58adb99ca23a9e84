"""SMS over an HTTP gateway: every gateway has the same few fields under names of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from titian.bridging.rules.sms import parts, plain
from titian.bridging.transports import http
from titian.kernel.identifiers import mobile_number
from titian.notifications.ports import Outgoing, Sent, TransportError

# Our name: the gateway's. `answer_id` is where its answer holds the message's id, with dots
# into objects and lists ("messages.0.id"); `body` is "json" or "form"; `id`, `status` and `ref`
# are also what its delivery receipts carry.
FIELDS: Mapping[str, str] = {
    "to": "to",
    "text": "text",
    "sender": "from",
    "ref": "ref",
    "id": "id",
    "status": "status",
    "answer_id": "id",
    "body": "json",
}


def fields_with(changes: Mapping[str, str]) -> dict[str, str]:
    unknown = set(changes) - set(FIELDS)
    if unknown:
        raise ImproperlyConfigured(f"TITIAN_SMS_FIELDS: not known: {', '.join(sorted(unknown))}")
    return {**FIELDS, **changes}


@dataclass(frozen=True, slots=True)
class Gateway:
    url: str
    token: str
    sender: str
    fields: Mapping[str, str] = field(default_factory=lambda: FIELDS)


class Sms:
    patience: timedelta = http.PATIENCE
    repeatable = False

    def __init__(self, gateway: Gateway, *, timeout: httpx.Timeout = http.TIMEOUT) -> None:
        self._gateway = gateway
        self._client = http.client(timeout)

    def send(self, outgoing: Outgoing) -> Sent:
        to = mobile_number(outgoing.to)
        if to is None:
            raise TransportError("not_a_mobile_number")
        names, text = self._gateway.fields, plain(outgoing.text)
        said = {names["to"]: to, names["text"]: text, names["ref"]: outgoing.ref}
        if self._gateway.sender:
            said[names["sender"]] = self._gateway.sender
        body: dict[str, Any] = {"data" if names["body"] == "form" else "json": said}
        response = http.post(self._client, self._gateway.url, headers=self._headers(), **body)
        http.refuse_unless_taken(response)
        return Sent(_reference(response, names["answer_id"]), parts(text))

    def _headers(self) -> dict[str, str]:
        token = self._gateway.token
        return {"Authorization": f"Bearer {token}"} if token else {}


def _reference(response: httpx.Response, path: str) -> str:
    """Where the gateway said it would be; empty when it is not there."""
    try:
        found = response.json()
    except ValueError:
        return ""
    for step in path.split("."):
        if isinstance(found, dict):
            found = found.get(step)
        elif isinstance(found, list) and step.isdecimal() and int(step) < len(found):
            found = found[int(step)]
        else:
            return ""
    return str(found) if isinstance(found, str | int) else ""


def configured() -> Sms:
    return Sms(
        Gateway(
            url=settings.TITIAN_SMS_URL,
            token=settings.TITIAN_SMS_TOKEN,
            sender=settings.TITIAN_SMS_SENDER,
            fields=fields_with(settings.TITIAN_SMS_FIELDS),
        )
    )
