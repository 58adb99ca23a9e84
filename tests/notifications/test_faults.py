"""A worker is killed in the middle of sending; the rows are the truth."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from tests.contracts.gateways import Day, http_gateway
from tests.factories.notifications import a_notice, a_recipient
from titian.demo.models import DemoMessage
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.notifications import services as notifications
from titian.notifications.models import Message
from titian.notifications.types import Channel, State, Urgency

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.faults, pytest.mark.slow]

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(committed_db: None) -> Iterator[Start]:
    """Starts a worker of its own process on this test's database."""
    with ExitStack() as stack:

        def started(**settings: str) -> "subprocess.Popen[bytes]":
            worker = subprocess.Popen(
                [sys.executable, "-m", "django", "worker"],
                env={**os.environ, **settings},
                start_new_session=True,
            )
            stack.callback(worker.wait)
            stack.callback(worker.kill)
            return worker

        Message.objects.all().delete()
        yield started
    Message.objects.all().delete()


def until(done: Callable[[], bool], seconds: float = 120) -> None:
    ends = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < ends, "it took too long"
        time.sleep(0.02)


def kill(worker: "subprocess.Popen[bytes]") -> None:
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def tell(count: int, **changes: object) -> list[int]:
    notices = [a_notice(a_recipient(Channel.SMS), **changes) for _ in range(count)]
    with transaction.atomic():
        return notifications.tell_all(notices, by=Actor.system("test"), at=clock.now())


def in_state(ids: list[int], state: State) -> int:
    return Message.objects.filter(pk__in=ids, state=state).count()


def test_every_message_lies_in_the_demo_inbox_once_though_workers_were_killed(
    start: Start,
) -> None:
    ids = tell(2000, urgency=Urgency.TURN)

    for share in (80, 200, 350):
        worker = start()
        until(lambda: in_state(ids, State.SENT) >= share)  # noqa: B023 -- asked at once
        kill(worker)
    half_way = in_state(ids, State.SENT)
    start()
    until(lambda: in_state(ids, State.SENT) == len(ids))

    assert half_way < len(ids)
    assert DemoMessage.objects.filter(message_id__in=ids).count() == len(ids)


def test_a_code_on_its_way_through_a_real_gateway_at_a_kill_is_unknown_and_not_sent_again(
    start: Start, settings: Settings
) -> None:
    settings.TITIAN_TRANSPORTS = {"sms": "titian.bridging.transports.sms.configured"}
    with http_gateway() as gateway:
        gateway.day = Day.SLOW
        (code,) = tell(1)
        worker = start(TITIAN_SMS_URL=gateway.url)
        until(lambda: len(gateway.received) == 1)
        kill(worker)
        on_its_way = Message.objects.get(pk=code).state

        gateway.day = Day.GOOD
        notifications.reclaim(clock.now() + timedelta(minutes=2))
        start(TITIAN_SMS_URL=gateway.url)
        (other,) = tell(1)
        until(lambda: in_state([other], State.SENT) == 1)

        assert on_its_way == State.SENDING
        assert Message.objects.get(pk=code).state == State.UNKNOWN
        assert len(gateway.received) == 2
