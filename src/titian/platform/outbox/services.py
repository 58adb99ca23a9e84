"""Announce an event in the running transaction; relay and deliver what was announced."""

import json
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from titian.kernel.events import Event
from titian.platform.db.batch import Batch
from titian.platform.outbox.models import OutboxDelivery, OutboxEvent
from titian.platform.outbox.registry import (
    Subscription,
    event_from,
    facts_of,
    subscribe,
    subscribers_of,
    subscription,
)

__all__ = ["add_to", "announce", "deliver_due", "relay", "subscribe"]

log = logging.getLogger(__name__)

_COLUMNS = {"name": "text", "facts": "jsonb", "announced_at": "timestamptz"}
_BATCH = 200
_LONGEST_WAIT = timedelta(hours=1)


def announce(*events: Event, at: datetime) -> None:
    """Write events beside the data they tell of; needs the writer's transaction."""
    batch = Batch()
    add_to(batch, events, at=at)
    batch.run()


def add_to(batch: Batch, events: Iterable[Event], *, at: datetime) -> None:
    """Add events to a batch, to be written in the same statement as the data."""
    rows = [(event.name, json.dumps(facts_of(event)), at) for event in events]
    batch.insert("outbox_event", _COLUMNS, rows)


def relay(at: datetime) -> int:
    """Give each waiting event its delivery rows; returns how many events were taken."""
    with transaction.atomic():
        waiting = list(
            OutboxEvent.objects.filter(relayed_at__isnull=True)
            .order_by("id")
            .select_for_update(skip_locked=True)[:_BATCH]
        )
        OutboxDelivery.objects.bulk_create(
            [
                OutboxDelivery(event=event, subscriber=wanted.name, next_attempt_at=at)
                for event in waiting
                for wanted in subscribers_of(event.name)
            ],
            ignore_conflicts=True,
        )
        OutboxEvent.objects.filter(pk__in=[event.pk for event in waiting]).update(relayed_at=at)
    return len(waiting)


def deliver_due(at: datetime) -> int:
    """Run the handlers that are due, each in a transaction of its own; returns how many."""
    done = 0
    while done < _BATCH and _deliver_one(at):
        done += 1
    return done


def _deliver_one(at: datetime) -> bool:
    with transaction.atomic():
        delivery = (
            OutboxDelivery.objects.filter(done_at__isnull=True, next_attempt_at__lte=at)
            .select_related("event")
            .order_by("next_attempt_at", "id")
            .select_for_update(skip_locked=True, of=("self",))
            .first()
        )
        if delivery is None:
            return False
        wanted = subscription(delivery.subscriber)
        if wanted is None:
            _postpone(delivery, at, "no such subscriber in this version")
            return True
        _handle(wanted, delivery, at)
    return True


def _handle(wanted: Subscription, delivery: OutboxDelivery, at: datetime) -> None:
    """The handler's writes and the mark `done` commit together, or neither does."""
    try:
        with transaction.atomic():
            wanted.handler(event_from(wanted.event, delivery.event.facts), at=at)
    except Exception as error:
        log.exception("subscriber failed", extra={"subscriber": wanted.name})
        _postpone(delivery, at, type(error).__name__)
        return
    delivery.done_at = at
    delivery.save(update_fields=["done_at"])


def _postpone(delivery: OutboxDelivery, at: datetime, error: str) -> None:
    delivery.attempts += 1
    delivery.last_error = error[:300]
    delivery.next_attempt_at = at + min(timedelta(seconds=2**delivery.attempts), _LONGEST_WAIT)
    delivery.save(update_fields=["attempts", "last_error", "next_attempt_at"])


def oldest_waiting(at: datetime) -> timedelta:
    """Age of the oldest event or delivery still waiting; zero when nothing waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT least((SELECT min(announced_at) FROM outbox_event WHERE relayed_at IS NULL),"
            " (SELECT min(next_attempt_at) FROM outbox_delivery WHERE done_at IS NULL))"
        )
        oldest: Sequence[Any] = cursor.fetchone()
    return timedelta(0) if oldest[0] is None else max(at - oldest[0], timedelta(0))
