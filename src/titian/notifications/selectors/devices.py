"""The devices of somebody that take pushes."""

import json

from django.conf import settings
from django.utils.module_loading import import_string

from titian.notifications.models import PushDevice
from titian.notifications.rules import is_known_host
from titian.notifications.types import Channel, Device, Subscription


def takes_push() -> bool:
    """Whether pushes are set up here."""
    return Channel.PUSH in settings.TITIAN_TRANSPORTS


def push_key() -> str:
    """The public key that browsers are given now; whoever sends the pushes keeps its other half."""
    given: str = import_string(settings.TITIAN_PUSH_GIVES)()
    return given


def is_push_service(endpoint: str) -> bool:
    """Whether pushes are sent to such an address at all."""
    return is_known_host(endpoint, settings.TITIAN_PUSH_HOSTS)


def devices_of(ref: str) -> list[Device]:
    """The newest first."""
    found = PushDevice.objects.filter(recipient_ref=ref).order_by("-added_at", "-id")
    return [_device(row) for row in found]


def _device(row: PushDevice) -> Device:
    subscription = Subscription(**json.loads(row.subscription))
    return Device(row.pk, row.name, row.key_id, row.added_at, subscription)
