import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from django.db import connection, transaction

from titian.kernel.actors import Actor
from titian.kernel.events import Event
from titian.platform.audit import services as audit
from titian.platform.db.transactions import NoTransaction
from titian.platform.outbox import selectors as outbox_read
from titian.platform.outbox import services as outbox
from titian.platform.outbox.models import OutboxDelivery, OutboxEvent
from titian.platform.outbox.registry import event_from, facts_of

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BridgeOpened(Event):
    name: ClassVar[str] = "tests.bridge_opened"
    bridge: int
    opened_at: datetime
    lanes: int = 2


heard: list[BridgeOpened] = []
closed: set[int] = set()


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    heard.clear()
    closed.clear()
    sets.clear()
    alarms.clear()
    yield
    closed.clear()


@outbox.subscribe(BridgeOpened, name="tests.hear")
def hear(event: BridgeOpened, *, at: datetime) -> None:
    heard.append(event)


@outbox.subscribe(BridgeOpened, name="tests.cross")
def cross(event: BridgeOpened, *, at: datetime) -> None:
    """Writes before it fails, to show that what it wrote is taken back."""
    audit.record(audit.Entry(audit_actor(), "tests.crossed", f"bridge:{event.bridge}"), at=at)
    if event.bridge in closed:
        raise ConnectionError("the bridge is closed")


@dataclass(frozen=True, slots=True)
class TollPaid(Event):
    name: ClassVar[str] = "tests.toll_paid"
    toll: int


@dataclass(frozen=True, slots=True)
class AlarmRung(Event):
    name: ClassVar[str] = "tests.alarm_rung"
    urgent: ClassVar[bool] = True
    bell: int


sets: list[list[int]] = []
alarms: list[int] = []


@outbox.subscribe(TollPaid, name="tests.count_tolls", in_sets=True)
def count_tolls(events: Sequence[TollPaid], *, at: datetime) -> None:
    """Writes before it may fail; a toll of nothing is an error."""
    for event in events:
        audit.record(audit.Entry(audit_actor(), "tests.paid", f"toll:{event.toll}"), at=at)
    if any(event.toll == 0 for event in events):
        raise ValueError("nobody crosses for nothing")
    sets.append([event.toll for event in events])


@outbox.subscribe(AlarmRung, name="tests.answer_alarm")
def answer_alarm(event: AlarmRung, *, at: datetime) -> None:
    alarms.append(event.bell)


def audit_actor() -> Actor:
    return Actor.system("tests")


def opened(bridge: int) -> None:
    with transaction.atomic():
        outbox.announce(BridgeOpened(bridge=bridge, opened_at=AT), at=AT)


def deliveries(bridge: int) -> dict[str, OutboxDelivery]:
    mine = OutboxDelivery.objects.filter(
        event__facts__bridge=bridge, subscriber__startswith="tests."
    )
    return {delivery.subscriber: delivery for delivery in mine}


@pytest.mark.django_db
def test_an_announced_event_reaches_each_subscriber_once() -> None:
    opened(7)

    for _ in range(2):
        outbox.relay(AT)
        outbox.deliver_due(AT)

    assert heard == [BridgeOpened(bridge=7, opened_at=AT)]
    assert all(delivery.done_at == AT for delivery in deliveries(7).values())


@pytest.mark.django_db
def test_what_was_rolled_back_is_not_announced() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        outbox.announce(BridgeOpened(bridge=8, opened_at=AT), at=AT)
        _ = 1 / 0

    assert not OutboxEvent.objects.filter(name=BridgeOpened.name).exists()


def test_an_event_cannot_be_announced_without_a_transaction(committed_db: None) -> None:
    with pytest.raises(NoTransaction):
        outbox.announce(BridgeOpened(bridge=9, opened_at=AT), at=AT)


@pytest.mark.django_db
def test_a_failing_subscriber_is_tried_again_and_the_others_are_served() -> None:
    closed.add(10)
    opened(10)

    outbox.relay(AT)
    outbox.deliver_due(AT)

    assert [event.bridge for event in heard] == [10]
    failed = deliveries(10)["tests.cross"]
    assert (failed.done_at, failed.attempts, failed.last_error) == (None, 1, "ConnectionError")
    assert not audit_entries(10)

    closed.clear()
    outbox.deliver_due(failed.next_attempt_at)

    assert deliveries(10)["tests.cross"].done_at == failed.next_attempt_at
    assert len(audit_entries(10)) == 1
    assert len(heard) == 1


def audit_entries(bridge: int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM audit_entry WHERE target = %s", [f"bridge:{bridge}"])
        return list(cursor.fetchall())


@pytest.mark.django_db
def test_what_fails_for_days_is_still_tried_each_hour_and_shown_to_a_person() -> None:
    closed.add(11)
    opened(11)
    outbox.relay(AT)
    moment = AT

    for _ in range(60):
        outbox.deliver_due(moment)
        moment += timedelta(hours=1)

    assert deliveries(11)["tests.cross"].attempts == 60
    assert deliveries(11)["tests.cross"].pk in {delivery.pk for delivery in outbox_read.stuck()}


@pytest.mark.django_db
def test_a_subscriber_of_a_newer_version_waits_for_that_version() -> None:
    opened(12)
    outbox.relay(AT)
    OutboxDelivery.objects.create(
        event=OutboxEvent.objects.get(facts__bridge=12),
        subscriber="tests.not_yet_written",
        next_attempt_at=AT,
    )

    outbox.deliver_due(AT)

    waiting = deliveries(12)["tests.not_yet_written"]
    assert waiting.done_at is None
    assert waiting.next_attempt_at > AT
    assert [event.bridge for event in heard] == [12]


def paid(*tolls: int) -> None:
    with transaction.atomic():
        outbox.announce(*(TollPaid(toll=toll) for toll in tolls), at=AT)
    outbox.relay(AT)


@pytest.mark.django_db
def test_what_waits_together_for_a_subscriber_of_sets_is_handled_together() -> None:
    paid(1, 2, 3)

    outbox.deliver_due(AT)
    outbox.deliver_due(AT)

    assert sets == [[1, 2, 3]]


@pytest.mark.django_db
def test_one_bad_event_of_a_set_holds_up_no_other_and_writes_nothing() -> None:
    paid(1, 0, 3)

    outbox.deliver_due(AT)

    assert sets == [[1], [3]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT target FROM audit_entry WHERE action = 'tests.paid' ORDER BY id")
        assert [target for (target,) in cursor.fetchall()] == ["toll:1", "toll:3"]
    waiting = OutboxDelivery.objects.get(event__facts__toll=0)
    assert (waiting.done_at, waiting.attempts, waiting.last_error) == (None, 1, "ValueError")


@pytest.mark.django_db
def test_an_urgent_event_does_not_wait_behind_others() -> None:
    opened(20)
    with transaction.atomic():
        outbox.announce(AlarmRung(bell=1), at=AT)
    outbox.relay(AT)

    outbox.deliver_due(AT, urgent=True)
    assert (alarms, heard) == ([1], [])

    outbox.deliver_due(AT, urgent=False)
    assert (alarms, len(heard)) == ([1], 1)


def test_facts_of_another_version_are_understood() -> None:
    older = {"bridge": 1, "opened_at": "2026-11-23T01:00:00Z"}
    newer = {**older, "lanes": 4, "toll": 5000}

    assert event_from(BridgeOpened, older) == BridgeOpened(bridge=1, opened_at=AT, lanes=2)
    assert event_from(BridgeOpened, newer) == BridgeOpened(bridge=1, opened_at=AT, lanes=4)


def test_facts_survive_the_way_through_the_database() -> None:
    event = BridgeOpened(bridge=1, opened_at=AT)

    assert event_from(BridgeOpened, facts_of(event)) == event


@pytest.mark.slow
def test_several_workers_never_deliver_twice(committed_db: None) -> None:
    bridges = range(1000, 1060)
    for bridge in bridges:
        opened(bridge)

    def work() -> None:
        while outbox.relay(AT) + outbox.deliver_due(AT):
            pass
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(event.bridge for event in heard) == list(bridges)
    assert all(len(audit_entries(bridge)) == 1 for bridge in bridges)


def test_the_age_of_what_waits_is_known(nothing_waits: None) -> None:
    later = AT + timedelta(seconds=90)
    assert outbox_read.oldest_waiting(later) == timedelta(0)

    opened(13)

    assert outbox_read.oldest_waiting(later) == timedelta(seconds=90)


@pytest.mark.django_db
def test_delivered_events_are_forgotten_after_two_weeks() -> None:
    closed.add(15)
    opened(14)
    opened(15)
    outbox.relay(AT)
    outbox.deliver_due(AT)

    outbox.forget(AT + timedelta(days=13))
    assert deliveries(14)

    outbox.forget(AT + timedelta(days=15))
    assert not deliveries(14)
    assert deliveries(15)["tests.cross"].done_at is None
