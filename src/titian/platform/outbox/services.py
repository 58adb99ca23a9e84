"""Announce an event in the running transaction; relay and deliver what was announced."""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

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

__all__ = ["add_each", "add_to", "announce", "deliver_due", "forget", "relay", "subscribe"]

log = logging.getLogger(__name__)

_COLUMNS = {"name": "text", "facts": "jsonb", "announced_at": "timestamptz"}
_BATCH = 200
_TOGETHER = 100
_LONGEST_WAIT = timedelta(hours=1)
_MOST_DOUBLINGS = 12  # 2**12 seconds is more than the longest wait
_KEEP = timedelta(days=14)


def announce(*events: Event, at: datetime) -> None:
    """Write events beside the data they tell of; needs the writer's transaction."""
    batch = Batch()
    add_to(batch, events, at=at)
    batch.run()


def add_to(batch: Batch, events: Iterable[Event], *, at: datetime) -> None:
    """Add events to a batch, to be written in the same statement as the data."""
    rows = [(event.name, json.dumps(facts_of(event)), at) for event in events]
    batch.insert("outbox_event", _COLUMNS, rows)


def add_each(
    batch: Batch, event: type[Event], of: str, facts: Mapping[str, str], *, at: datetime
) -> None:
    """Announce one event for each row that an earlier part of the batch returned.

    `facts` maps the event's fields to that part's columns: both are words of the code.
    """
    pairs = ", ".join(f"'{field}', {of}.{column}" for field, column in facts.items())
    batch.add(
        f"told_of_{of}",
        "INSERT INTO outbox_event (name, facts, announced_at)"
        f" SELECT %s, jsonb_build_object({pairs}), %s FROM {of} RETURNING 1",
        [event.name, at],
    )


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
                OutboxDelivery(
                    event=event,
                    subscriber=wanted.name,
                    urgent=wanted.event.urgent,
                    next_attempt_at=at,
                )
                for event in waiting
                for wanted in subscribers_of(event.name)
            ],
            ignore_conflicts=True,
        )
        OutboxEvent.objects.filter(pk__in=[event.pk for event in waiting]).update(relayed_at=at)
    return len(waiting)


def deliver_due(at: datetime, *, urgent: bool | None = None) -> int:
    """Run the handlers that are due, only urgent or only others if asked; returns how many."""
    done = 0
    while done < _BATCH and (handled := _deliver_next(at, urgent=urgent)):
        done += handled
    return done


def _deliver_next(at: datetime, *, urgent: bool | None) -> int:
    """One transaction for the first due delivery, or for all of its kind that wait with it."""
    due = OutboxDelivery.objects.filter(done_at__isnull=True, next_attempt_at__lte=at)
    if urgent is not None:
        due = due.filter(urgent=urgent)
    due = due.order_by("next_attempt_at", "id").select_for_update(skip_locked=True, of=("self",))
    with transaction.atomic():
        first = due.select_related("event").first()
        if first is None:
            return 0
        wanted = subscription(first.subscriber)
        if wanted is None:
            _postpone(first, at, "no such subscriber in this version")
            return 1
        taken = [first]
        if wanted.in_sets and first.attempts == 0:
            alike = due.filter(subscriber=wanted.name, attempts=0).select_related("event")
            taken = list(alike[:_TOGETHER])
        _handle(wanted, taken, at)
    return len(taken)


def _handle(wanted: Subscription, taken: Sequence[OutboxDelivery], at: datetime) -> None:
    """The handler's writes and the mark `done` commit together, or neither does.

    A set that fails is tried one by one: only whose turn fails is postponed.
    """
    try:
        with transaction.atomic():
            events = [event_from(wanted.event, delivery.event.facts) for delivery in taken]
            wanted.handler(events if wanted.in_sets else events[0], at=at)
    except Exception as error:
        if len(taken) > 1:
            for delivery in taken:
                _handle(wanted, [delivery], at)
            return
        log.exception("subscriber failed", extra={"subscriber": wanted.name})
        _postpone(taken[0], at, type(error).__name__)
        return
    OutboxDelivery.objects.filter(pk__in=[delivery.pk for delivery in taken]).update(done_at=at)


def _postpone(delivery: OutboxDelivery, at: datetime, error: str) -> None:
    delivery.attempts = min(delivery.attempts + 1, 32_767)
    delivery.last_error = error[:300]
    wait = timedelta(seconds=2 ** min(delivery.attempts, _MOST_DOUBLINGS))
    delivery.next_attempt_at = at + min(wait, _LONGEST_WAIT)
    delivery.save(update_fields=["attempts", "last_error", "next_attempt_at"])


def forget(at: datetime) -> int:
    """Remove events of two weeks ago that every subscriber has; returns how many."""
    old = OutboxEvent.objects.filter(relayed_at__lt=at - _KEEP)
    waiting = OutboxDelivery.objects.filter(event=OuterRef("pk"), done_at__isnull=True)
    with transaction.atomic():
        ids = list(old.filter(~Exists(waiting)).order_by("id").values_list("pk", flat=True)[:5000])
        OutboxEvent.objects.filter(pk__in=ids).delete()
    return len(ids)
