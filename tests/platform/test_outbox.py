from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from django.db import transaction

from titian.kernel.events import Event
from titian.platform.db.transactions import NoTransaction
from titian.platform.outbox import services as outbox
from titian.platform.outbox.models import OutboxDelivery, OutboxEvent

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BridgeOpened(Event):
    name: ClassVar[str] = "tests.bridge_opened"
    bridge: int
    opened_at: datetime


heard: list[BridgeOpened] = []


@outbox.subscribe(BridgeOpened, name="tests.hear")
def hear(event: BridgeOpened, *, at: datetime) -> None:
    heard.append(event)


@pytest.mark.django_db
def test_an_announced_event_reaches_its_subscriber_once() -> None:
    heard.clear()
    outbox.announce(BridgeOpened(bridge=7, opened_at=AT), at=AT)

    outbox.relay(AT)
    outbox.relay(AT)
    outbox.deliver_due(AT)
    outbox.deliver_due(AT)

    assert heard == [BridgeOpened(bridge=7, opened_at=AT)]
    assert OutboxDelivery.objects.get().done_at == AT


@pytest.mark.django_db
def test_what_was_rolled_back_is_not_announced() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        outbox.announce(BridgeOpened(bridge=8, opened_at=AT), at=AT)
        _ = 1 / 0

    assert not OutboxEvent.objects.exists()


def test_an_event_cannot_be_announced_without_a_transaction(committed_db: None) -> None:
    with pytest.raises(NoTransaction):
        outbox.announce(BridgeOpened(bridge=9, opened_at=AT), at=AT)
