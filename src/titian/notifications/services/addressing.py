"""Addresses as they are kept: a JSON list of [channel, address], sealed."""

import json
from collections.abc import Sequence

from titian.notifications.models import Message
from titian.notifications.selectors import sender_index
from titian.notifications.types import Address, Channel

__all__ = ["channel_of", "from_text", "sender_index", "to_text"]


def to_text(addresses: Sequence[Address]) -> str:
    return json.dumps([[address.channel, address.to] for address in addresses])


def from_text(text: str) -> tuple[Address, ...]:
    return tuple(Address(Channel(channel), to) for channel, to in json.loads(text))


def channel_of(message: Message, number: int) -> Channel:
    """The channel of one of a message's addresses."""
    return from_text(message.addresses or "[]")[number].channel
