from dataclasses import dataclass
from typing import ClassVar

from titian.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MessageFailed(Event):
    """Nobody will be told any more: every address failed, or its time ran out."""

    name: ClassVar[str] = "notifications.message_failed"
    message_id: int
    recipient_ref: str
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class MessageReceived(Event):
    """Somebody wrote to us; the words are read through `selectors.heard`."""

    name: ClassVar[str] = "notifications.message_received"
    heard_id: int
    channel: str
