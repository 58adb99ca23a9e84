"""Web push: to each device of the recipient, nothing but that there is news, and where."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import httpx
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation
from django.utils.translation import gettext

from titian.bridging.rules.webpush import PushKey, asked_by, key_of, sealed_for
from titian.bridging.transports import http
from titian.notifications import selectors as notifications_read
from titian.notifications import services as notifications
from titian.notifications.ports import Outgoing, Sent, TransportError
from titian.notifications.types import Device, Urgency

_NEWS = "/kabar/"
_GONE = (404, 410)
# One device after the other, five at most: a slow push service must not outlast our patience.
_TIMEOUT = httpx.Timeout(connect=4.0, write=4.0, read=8.0, pool=4.0)
_PATIENCE = timedelta(minutes=2)
_KEPT_SECONDS: Mapping[Urgency, int] = {
    Urgency.CODE: 60,
    Urgency.TURN: 900,
    Urgency.NORMAL: 86_400,
}


@dataclass(frozen=True, slots=True)
class Sender:
    """Our keys, the one in use first; whom push services may ask; where pushes may be sent; and
    who takes them, until a push service says that nobody does.
    """

    keys: tuple[PushKey, ...]
    contact: str
    admits: Callable[[str], bool]
    devices_of: Callable[[str], Sequence[Device]] = notifications_read.devices_of
    drop: Callable[[int], None] = notifications.drop_gone


class Push:
    """`to` of an address names whose devices. One that took it is enough; who opens the news on
    another device finds it there as well.
    """

    patience: timedelta = _PATIENCE
    repeatable = False

    def __init__(self, sender: Sender, *, timeout: httpx.Timeout = _TIMEOUT) -> None:
        self._keys = {key.key_id: key for key in sender.keys}
        self._sender = sender
        self._client = http.client(timeout)

    def send(self, outgoing: Outgoing) -> Sent:
        taken, why = [], TransportError("no_device")
        for device in self._sender.devices_of(outgoing.to):
            try:
                taken.append(self._push(device, outgoing))
            except TransportError as error:
                why = error
        if not taken:
            raise why
        return Sent(taken[0], len(taken))

    def _push(self, device: Device, outgoing: Outgoing) -> str:
        where, key = device.subscription, self._keys.get(device.key_id)
        if key is None or not self._sender.admits(where.endpoint):
            return self._drop(device, "not_ours")
        try:
            body = sealed_for(where.p256dh, where.auth, _words(outgoing.language))
        except ValueError:
            return self._drop(device, "no_key")
        response = http.post(
            self._client, where.endpoint, headers=self._headers(key, outgoing, device), content=body
        )
        if response.status_code in _GONE:
            return self._drop(device, "device_gone")
        http.refuse_unless_taken(response)
        return str(response.headers.get("location", "")) or f"push-{outgoing.ref}-{device.id}"

    def _headers(self, key: PushKey, outgoing: Outgoing, device: Device) -> dict[str, str]:
        return {
            "Authorization": asked_by(
                key, device.subscription.endpoint, self._sender.contact, outgoing.at
            ),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(_KEPT_SECONDS[outgoing.urgency]),
            "Urgency": "normal" if outgoing.urgency is Urgency.NORMAL else "high",
        }

    def _drop(self, device: Device, why: str) -> str:
        """It will never take one again."""
        self._sender.drop(device.id)
        raise TransportError(why)


def _words(language: str) -> bytes:
    """Nothing about anybody: a locked screen shows it to whoever passes."""
    with translation.override(language):
        said = {"title": gettext("Ada kabar baru"), "body": gettext("Buka Titian untuk membaca.")}
    return json.dumps({**said, "url": _NEWS}).encode()


def keys() -> tuple[PushKey, ...]:
    """The key browsers are given now, then the one before it."""
    kept = (settings.TITIAN_PUSH_KEY, settings.TITIAN_PUSH_KEY_OLD)
    return tuple(key_of(secret) for secret in kept if secret)


def public_key() -> str:
    """What a browser is given to take our pushes, and nobody else's."""
    return keys()[0].public


def configured() -> Push:
    if any("/" in host for host in settings.TITIAN_PUSH_HOSTS):
        raise ImproperlyConfigured("TITIAN_PUSH_HOSTS: names of hosts, without https://")
    return Push(Sender(keys(), settings.TITIAN_PUSH_CONTACT, notifications_read.is_push_service))
