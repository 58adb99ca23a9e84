"""The question to the outside: carry this message to this address."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from titian.notifications.types import Channel, Urgency


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One attempt to say one message.

    `message_id` is the same in every attempt, `ref` differs; `conversation_open` says that the
    recipient wrote to us on this channel within a day (WhatsApp takes free text only then).
    """

    message_id: int
    ref: str
    recipient_ref: str
    channel: Channel
    to: str
    template: str
    data: dict[str, str | int]
    subject: str
    text: str
    urgency: Urgency
    language: str
    at: datetime
    conversation_open: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """The gateway took it. `parts` is what it is billed as."""

    provider_ref: str
    parts: int = 1


class TransportError(Exception):
    """The only error of a transport. `code` is stable and holds nothing personal.

    retryable: trying the same address again can help. unknown: it may have been sent.
    Neither: this address will never take it.
    """

    def __init__(
        self,
        code: str,
        *,
        retryable: bool = False,
        unknown: bool = False,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.retryable = retryable
        self.unknown = unknown
        self.retry_after = retry_after


class Transport(Protocol):
    """`patience` bounds how long one `send` may take; after it, a send is taken for lost.

    `repeatable` says that sending the same `message_id` again delivers it once.
    """

    @property
    def patience(self) -> timedelta: ...

    @property
    def repeatable(self) -> bool: ...

    def send(self, outgoing: Outgoing) -> Sent:
        """Carry it, or raise TransportError."""
        ...
