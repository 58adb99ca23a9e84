"""What people write to us: kept sealed, announced to whoever answers."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from titian.kernel.text import printable
from titian.notifications.events import MessageReceived
from titian.notifications.models import HeardMessage
from titian.notifications.services.addressing import sender_index
from titian.notifications.types import Address, Heard
from titian.platform.outbox import services as outbox

_LONGEST_TEXT = 4096


def hear(messages: Sequence[Heard], *, at: datetime) -> None:
    """Keep each once and announce it; the gateway may call again with the same."""
    with transaction.atomic():
        for message in messages:
            row, new = HeardMessage.objects.get_or_create(
                channel=message.channel,
                provider_ref=printable(message.provider_ref, 200),
                defaults=_kept(message, at),
            )
            if new:
                outbox.announce(MessageReceived(row.pk, message.channel), at=at)


def _kept(message: Heard, at: datetime) -> dict[str, object]:
    return {
        "sender": message.sender,
        "sender_index": sender_index(Address(message.channel, message.sender)),
        "kind": printable(message.kind, 20),
        "text": printable(message.text, _LONGEST_TEXT),
        "choice": printable(message.choice, 200),
        "said_at": min(message.at, at),
        "received_at": at,
    }
