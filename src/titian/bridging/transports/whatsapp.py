"""WhatsApp Cloud API (docs/reference/messages.md, domain rules §8.1)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from titian.bridging.rules.whatsapp import NOT_LET_IN, TEMPORARY, payload
from titian.bridging.transports import http
from titian.kernel.identifiers import mobile_number
from titian.notifications.ports import Outgoing, Sent, TransportError


@dataclass(frozen=True, slots=True)
class Account:
    url: str
    phone_id: str
    token: str
    code_template: str


class WhatsApp:
    patience: timedelta = http.PATIENCE
    repeatable = False

    def __init__(self, account: Account, *, timeout: httpx.Timeout = http.TIMEOUT) -> None:
        self._account = account
        self._client = http.client(timeout)

    def send(self, outgoing: Outgoing) -> Sent:
        to = mobile_number(outgoing.to)
        if to is None:
            raise TransportError("not_a_mobile_number")
        response = http.post(
            self._client,
            f"{self._account.url}/{self._account.phone_id}/messages",
            headers={"Authorization": f"Bearer {self._account.token}"},
            json=payload(outgoing, to=to, code_template=self._account.code_template),
        )
        _refuse_by_code(response)
        http.refuse_unless_taken(response)
        return Sent(_reference(response))


def _refuse_by_code(response: httpx.Response) -> None:
    """Meta's own code says more than the status: 400 may well mean "busy"."""
    error = _answer(response).get("error")
    code = error.get("code") if isinstance(error, dict) else None
    if code in NOT_LET_IN or (isinstance(code, int) and 200 <= code < 300):
        raise TransportError("not_authorised", retryable=True)
    if code in TEMPORARY:
        pause = http.pause_of(response)
        raise TransportError(f"whatsapp_{code}", retryable=True, retry_after=pause)
    if code is not None and response.is_client_error and response.status_code != 429:
        raise TransportError(f"whatsapp_{code}")


def _reference(response: httpx.Response) -> str:
    messages = _answer(response).get("messages")
    first = messages[0] if isinstance(messages, list) and messages else {}
    return str(first.get("id", "")) if isinstance(first, dict) else ""


def _answer(response: httpx.Response) -> dict[str, Any]:
    try:
        found = response.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def configured() -> WhatsApp:
    needed = {
        name: getattr(settings, name)
        for name in (
            "TITIAN_WHATSAPP_PHONE_ID",
            "TITIAN_WHATSAPP_APP_SECRET",
            "TITIAN_WHATSAPP_VERIFY_TOKEN",
        )
    }
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise ImproperlyConfigured(f"WhatsApp also needs {', '.join(missing)}")
    return WhatsApp(
        Account(
            url=settings.TITIAN_WHATSAPP_URL.rstrip("/"),
            phone_id=settings.TITIAN_WHATSAPP_PHONE_ID,
            token=settings.TITIAN_WHATSAPP_TOKEN,
            code_template=settings.TITIAN_WHATSAPP_CODE_TEMPLATE,
        )
    )
