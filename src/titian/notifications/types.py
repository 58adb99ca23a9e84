"""Who is told, by which way, how urgently, and how it went."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    SMS = "sms"


class Urgency(StrEnum):
    """CODE and TURN pass quiet hours; each has lanes of its own, so that none waits on another."""

    CODE = "code"
    TURN = "turn"
    NORMAL = "normal"


class State(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"


class Outcome(StrEnum):
    """How one attempt ended."""

    SENT = "sent"
    REFUSED = "refused"  # this address will never take it
    TEMPORARY = "temporary"  # trying again can help
    UNKNOWN = "unknown"  # it may have been sent
    POSTPONED = "postponed"  # quiet hours began before it was sent
    TOO_LATE = "too_late"  # it would no longer be true


@dataclass(frozen=True, slots=True)
class Address:
    channel: Channel
    to: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone to tell. `ref` is opaque ("person:12"); addresses in the order preferred."""

    ref: str
    addresses: tuple[Address, ...]
    language: str = "id"
    timezone: str = "Asia/Jakarta"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say to one recipient; the same key to the same recipient is said once.

    After `until` it is no longer true and is not said; without it, the urgency's lifetime holds.
    What answers something just done (the moment of it is `answers`) is said at any hour: who has
    booked a minute ago is awake.
    """

    to: Recipient
    template: str
    data: dict[str, str | int]
    urgency: Urgency
    key: str
    only: Channel | None = None
    until: datetime | None = None
    answers: datetime | None = None


@dataclass(frozen=True, slots=True)
class MessageView:
    """How a message is doing; holds nothing personal."""

    id: int
    state: State
    channel: Channel | None
    attempts: int
    told_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    reason: str


class Condition(StrEnum):
    OK = "ok"
    SLOW = "slow"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Health:
    """How a channel is doing lately. `sentence` is a catalogue key filled with `figures`."""

    condition: Condition
    sentence: str
    median_seconds_to_sent: float | None
    median_seconds_to_delivered: float | None
    sent: int
    failures: int
    waiting_seconds: float = 0.0
    figures: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a gateway reported about an attempt, in whatever order and however often."""

    channel: Channel
    provider_ref: str
    state: State
    at: datetime
    our_ref: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a person wrote to us. `choice` is the id of a button or list row they pressed."""

    channel: Channel
    provider_ref: str
    sender: str
    kind: str
    text: str
    at: datetime
    choice: str = ""
