"""How a message is doing and how each channel is doing. Nothing personal leaves here."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Concat

from titian.notifications.errors import NoSuchMessage
from titian.notifications.models import Attempt, HeardMessage, Message, NewsWish, PushDevice
from titian.notifications.rules import condition_of
from titian.notifications.types import (
    Address,
    Channel,
    Condition,
    Health,
    Heard,
    MessageView,
    Outcome,
    State,
    Urgency,
)
from titian.platform.db.personal import Holding, Kept, Whose
from titian.platform.db.sealing import blind_index
from titian.platform.measures.types import Gauge

LATELY = timedelta(minutes=15)
_AT_MOST = 200
LOST = (State.FAILED, State.EXPIRED)
CARRIED = (State.SENT, State.DELIVERED, State.READ)

# The last attempts of each channel, found by index however much was sent.
_RECENT = """
SELECT c.channel, a.outcome, a.due_at, a.started_at, a.ended_at, a.delivered_at
FROM unnest(%s::text[]) AS c(channel), LATERAL (
  SELECT * FROM message_attempt
  WHERE channel = c.channel AND started_at > %s ORDER BY started_at DESC LIMIT %s
) AS a
UNION ALL
SELECT c.channel, 'waiting', w.due_at, NULL, NULL, NULL
FROM unnest(%s::text[]) AS c(channel), LATERAL (
  SELECT min(next_attempt_at) AS due_at FROM message
  WHERE channel = c.channel AND urgency = 'code' AND state = 'pending' AND next_attempt_at < %s
) AS w WHERE w.due_at IS NOT NULL
"""

_FAILURES = frozenset({Outcome.TEMPORARY, Outcome.UNKNOWN})
_WAITING = "waiting"


def channels() -> tuple[Channel, ...]:
    """The channels set up here that carry codes, in the order members are offered them."""
    wanted = (channel for channel in Channel if channel is not Channel.PUSH)
    return tuple(channel for channel in wanted if channel in settings.TITIAN_TRANSPORTS)


def channel_health(at: datetime) -> dict[Channel, Health]:
    """How each channel that is set up has done lately; one statement."""
    wanted = channels()
    names = [channel.value for channel in wanted]
    with connection.cursor() as cursor:
        cursor.execute(_RECENT, [names, at - LATELY, _AT_MOST, names, at])
        rows = cursor.fetchall()
    return {
        channel: _health([row[1:] for row in rows if row[0] == channel], at) for channel in wanted
    }


def _health(rows: list[tuple[Any, ...]], at: datetime) -> Health:
    tried = [row for row in rows if row[0] != _WAITING]
    waiting = max(((at - row[1]).total_seconds() for row in rows if row[0] == _WAITING), default=0)
    sent = [row for row in tried if row[0] == Outcome.SENT]
    failures = sum(row[0] in _FAILURES for row in tried)
    to_sent = _median([(ended - due).total_seconds() for _, due, _, ended, _ in sent])
    to_delivered = _median([(got - due).total_seconds() for _, due, _, _, got in sent if got])
    condition = condition_of(
        sent=len(sent),
        failures=failures,
        to_sent=to_sent,
        to_delivered=to_delivered,
        waiting=waiting,
    )
    seconds = round(max(to_delivered or 0, to_sent or 0, waiting))
    return Health(
        condition=condition,
        sentence=f"channel.{condition}",
        median_seconds_to_sent=to_sent,
        median_seconds_to_delivered=to_delivered,
        sent=len(sent),
        failures=failures,
        waiting_seconds=waiting,
        figures={"seconds": seconds, "failures": failures},
    )


def _median(values: list[float]) -> float | None:
    return round(median(values), 1) if values else None


def gauges(at: datetime) -> Iterator[Gauge]:
    """How each channel did lately, and what waits to be sent."""
    for channel, health in channel_health(at).items():
        labels = {"channel": channel.value}
        down = float(health.condition is Condition.DOWN)
        yield Gauge(
            "titian_channel_down", "Whether most of what it was given failed.", down, labels
        )
        slow = float(health.condition is Condition.SLOW)
        yield Gauge("titian_channel_slow", "Whether it takes long.", slow, labels)
    waiting = Message.objects.filter(state=State.PENDING, next_attempt_at__lte=at)
    for urgency in Urgency:
        count = waiting.filter(urgency=urgency).count()
        yield Gauge("titian_messages_waiting", "Due and not sent.", count, {"urgency": urgency})


def message_state(message_id: int) -> MessageView:
    """How one message is doing; raises NoSuchMessage."""
    row = Message.objects.defer("data", "addresses").filter(pk=message_id).first()
    if row is None:
        raise NoSuchMessage(message=message_id)
    return MessageView(
        id=row.pk,
        state=State(row.state),
        channel=Channel(row.channel) if row.channel else None,
        attempts=row.attempts,
        told_at=row.told_at,
        sent_at=row.sent_at,
        delivered_at=row.delivered_at,
        reason=row.last_error,
    )


def last_unreached(recipient_ref: str) -> datetime | None:
    """When something was last said that will not arrive; None if something later did arrive."""
    return unreached_at(recipient_ref).first()


def unreached_at(recipient_ref: "str | Concat") -> "QuerySet[Message, datetime]":
    """The same, newest first, for who asks it within a statement of their own.

    Codes do not count: whoever waits for one sees on that page that it does not come. By index.
    """
    lost = Message.objects.filter(recipient_ref=recipient_ref, state__in=LOST)
    later = Message.objects.filter(
        recipient_ref=OuterRef("recipient_ref"),
        told_at__gte=OuterRef("told_at"),
        state__in=CARRIED,
    )
    standing = lost.exclude(urgency=Urgency.CODE).filter(~Exists(later))
    return standing.order_by("-told_at").values_list("told_at", flat=True)


def heard(heard_id: int) -> Heard:
    """What a person wrote, for whoever answers it; raises NoSuchMessage."""
    row = HeardMessage.objects.filter(pk=heard_id).first()
    if row is None:
        raise NoSuchMessage(message=heard_id)
    return Heard(
        channel=Channel(row.channel),
        provider_ref=row.provider_ref,
        sender=row.sender,
        kind=row.kind,
        text=row.text,
        at=row.said_at,
        choice=row.choice,
    )


def sender_index(address: Address) -> bytes:
    """Under which what this address wrote to us is found again."""
    return blind_index("message_sender", f"{address.channel}:{address.to}")


def _wrote(whose: Whose) -> Q:
    """What came from the person's own addresses."""
    own = [sender_index(Address(Channel(channel), to)) for channel, to in whose.addresses]
    return Q(sender_index__in=own)


HELD = (
    Holding(Message, lambda whose: Q(recipient_ref__in=whose.refs), Kept.OPTIONAL),
    Holding(Attempt, lambda whose: Q(message__recipient_ref__in=whose.refs), Kept.TRAIL),
    Holding(HeardMessage, _wrote, Kept.OPTIONAL),
    Holding(NewsWish, lambda whose: Q(recipient_ref__in=whose.refs), Kept.OPTIONAL),
    Holding(
        PushDevice,
        lambda whose: Q(recipient_ref__in=whose.refs),
        Kept.OPTIONAL,
        omit={"subscription": "a key: who holds it could send to the device"},
    ),
)
