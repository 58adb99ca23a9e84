"""Who is told, by which way, how urgently, and how it went."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum


class Channel(StrEnum):
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    SMS = "sms"
    PUSH = "push"  # to devices; says only that there is news


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
    KEPT = "kept"  # as the person wished: to be read here, sent nowhere


class Kind(StrEnum):
    """What a message is about, as far as somebody may wish to hear it or not."""

    CODE = "code"
    SECURITY = "security"
    TURN = "turn"
    BOOKING = "booking"
    REMINDER = "reminder"
    BILL = "bill"
    CHANGE = "change"
    ENROLMENT = "enrolment"
    ANSWER = "answer"
    ANNOUNCEMENT = "announcement"


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
class Quiet:
    """From when to when nobody is disturbed, on the recipient's clock; equal ends: never quiet."""

    starts: time = time(21)
    ends: time = time(7)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants to be told. `channels`: for a kind, all that are tried, in this order;
    none at all leaves it to be read here. A kind that is not named goes the usual way.
    """

    channels: Mapping[Kind, tuple[Channel, ...]] = field(default_factory=dict)
    quiet: Quiet = Quiet()
    language: str = ""
    push_ref: str = ""  # whose devices take pushes; empty when there are none


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone to tell. `ref` is opaque ("person:12"); addresses in the order preferred."""

    ref: str
    addresses: tuple[Address, ...]
    language: str = "id"
    timezone: str = "Asia/Jakarta"
    wishes: Wishes = Wishes()


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


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One thing that was said to somebody, as that person reads it. `text` is empty when the
    words are forgotten or were a code.
    """

    id: int
    kind: Kind
    subject: str
    text: str
    state: State
    channel: Channel | None
    told_at: datetime
    due_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    timezone: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where a browser takes pushes, and the keys that only it opens (RFC 8291)."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True, slots=True)
class Device:
    """A device that takes pushes. `key_id` names our key that it was given."""

    id: int
    name: str
    key_id: str
    added_at: datetime
    subscription: Subscription
