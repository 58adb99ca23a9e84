"""Recipients, and the worker's part done at once: `deliver_all(at)`."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

from django.db import transaction

from titian.kernel.actors import Actor
from titian.notifications import services as notifications
from titian.notifications.models import Message
from titian.notifications.services import Lane
from titian.notifications.types import Address, Channel, Notice, Recipient, Urgency

TEMPLATE = "notifications/messages/trial.txt"
_numbers = count(1)


def a_recipient(*channels: Channel, **changes: Any) -> Recipient:
    """Somebody new, reachable by these channels in this order (WhatsApp if none is named)."""
    number = next(_numbers)
    to = {
        Channel.WHATSAPP: f"62811{number:07d}",
        Channel.SMS: f"62812{number:07d}",
        Channel.EMAIL: f"orang{number}@contoh.test",
    }
    addresses = tuple(Address(channel, to[channel]) for channel in channels or (Channel.WHATSAPP,))
    return Recipient(f"test:{number}", addresses, **changes)


def a_notice(to: Recipient, **changes: object) -> Notice:
    fields: dict[str, object] = {
        "to": to,
        "template": TEMPLATE,
        "data": {"code": "417 520"},
        "urgency": Urgency.CODE,
        "key": f"trial:{next(_numbers)}",
        **changes,
    }
    return Notice(**fields)  # type: ignore[arg-type]  # a table of defaults


def told(notice: Notice, at: datetime) -> Message:
    with transaction.atomic():
        (number,) = notifications.tell_all([notice], by=Actor.system("test"), at=at)
    return Message.objects.get(pk=number)


def every_lane(width: int = 50) -> dict[Lane, int]:
    return {(channel, urgency): width for channel in Channel for urgency in Urgency}


def deliver_all(at: datetime, clock: Callable[[], datetime] | None = None) -> int:
    """Take, carry and record everything that is due; returns how many were carried."""
    carried = 0
    while claims := notifications.claim(every_lane(), at=at):
        results = [notifications.send(claim, clock=clock or (lambda: at)) for claim in claims]
        notifications.record(results)
        carried += len(claims)
    return carried
