import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from tests.factories.notifications import a_notice, a_recipient
from tests.notifications.scripted import ScriptedGateway
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.notifications import services as notifications
from titian.notifications.models import Message
from titian.notifications.tasks import Dispatcher
from titian.notifications.types import Channel, State, Urgency

BY = Actor.system("test")
TEN_IN_JAKARTA = time(3, tzinfo=UTC)

pytestmark = [pytest.mark.usefixtures("gateways", "committed_db"), pytest.mark.slow]


@pytest.fixture(autouse=True)
def nothing_else_waits(committed_db: None) -> Iterator[None]:
    Message.objects.all().delete()
    yield
    Message.objects.all().delete()


def tell(count: int, *, channel: Channel = Channel.WHATSAPP) -> list[int]:
    notices = [a_notice(a_recipient(channel), urgency=Urgency.TURN) for _ in range(count)]
    with transaction.atomic():
        return notifications.tell_all(notices, by=BY, at=clock.now())


def until(done: Callable[[], bool], turn: Callable[[], object], seconds: float = 60) -> None:
    ends = monotonic() + seconds
    while not done():
        assert monotonic() < ends, "it took too long"
        turn()


def all_sent(ids: list[int]) -> bool:
    return Message.objects.filter(pk__in=ids, state=State.SENT).count() == len(ids)


def work(ids: list[int]) -> None:
    dispatcher = Dispatcher()
    until(lambda: all_sent(ids), lambda: dispatcher.turn(clock.now()))
    connection.close()


def test_two_workers_at_once_never_send_a_message_twice(whatsapp: ScriptedGateway) -> None:
    ids = tell(120)

    workers = [threading.Thread(target=work, args=(ids,)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=90)

    carried = Counter(outgoing.message_id for outgoing in whatsapp.carried)
    assert carried == Counter(ids)


def test_a_slow_gateway_does_not_hold_the_others(
    whatsapp: ScriptedGateway, sms: ScriptedGateway
) -> None:
    go_on = threading.Event()
    whatsapp.script.extend([lambda _: go_on.wait(60)] * 4)
    slow, quick = tell(4), tell(30, channel=Channel.SMS)
    dispatcher = Dispatcher()

    until(lambda: all_sent(quick), lambda: dispatcher.turn(clock.now()))
    meanwhile = Message.objects.filter(pk__in=slow, state=State.SENDING).count()
    go_on.set()
    until(lambda: all_sent(slow), lambda: dispatcher.turn(clock.now()))

    assert meanwhile == 4
    assert len(sms.carried) == 30


def test_a_thousand_notices_do_not_hold_a_code(whatsapp: ScriptedGateway) -> None:
    go_on = threading.Event()
    whatsapp.script.extend([lambda _: go_on.wait(60)] * 4)
    # Senders are threads and go by the real clock: what was told must not be out of date for them.
    tomorrow = clock.now().date() + timedelta(days=1)
    with clock.fixed(datetime.combine(tomorrow, TEN_IN_JAKARTA)):
        tell(40)
        dispatcher = Dispatcher()
        dispatcher.turn(clock.now())
        with transaction.atomic():
            (code,) = notifications.tell_all([a_notice(a_recipient())], by=BY, at=clock.now())
        until(lambda: all_sent([code]), lambda: dispatcher.turn(clock.now()))
        waiting = Message.objects.filter(state=State.PENDING).count()
        go_on.set()
        until(
            lambda: not Message.objects.exclude(state=State.SENT).exists(),
            lambda: dispatcher.turn(clock.now()),
        )

    assert waiting >= 36


def test_results_are_kept_while_the_database_is_away(whatsapp: ScriptedGateway) -> None:
    ids = tell(3)
    dispatcher = Dispatcher()
    dispatcher.turn(clock.now())
    until(lambda: len(whatsapp.carried) == 3, lambda: sleep(0.01))

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE message_attempt RENAME TO message_attempt_away")
    try:
        with pytest.raises(Exception, match="message_attempt"):
            until(lambda: False, lambda: dispatcher.turn(clock.now()), seconds=60)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE message_attempt_away RENAME TO message_attempt")
    until(lambda: all_sent(ids), lambda: dispatcher.turn(clock.now()))

    assert len(whatsapp.carried) == 3


def test_a_message_told_twice_at_once_is_one_message() -> None:
    siti = a_recipient()
    notice = a_notice(siti)
    ids: list[int] = []

    def tell_it() -> None:
        with transaction.atomic():
            ids.extend(notifications.tell_all([notice], by=BY, at=clock.now()))
            sleep(0.02)
        connection.close()

    threads = [threading.Thread(target=tell_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert len(ids) == 8
    assert len(set(ids)) == 1


def test_two_reclaiming_at_once_count_a_lost_send_once() -> None:
    (number,) = tell(1)
    at = clock.now()
    lanes = {(Channel.WHATSAPP, Urgency.TURN): 1}
    notifications.claim(lanes, at=at)

    def reclaim() -> None:
        notifications.reclaim(at + timedelta(minutes=1))
        connection.close()

    threads = [threading.Thread(target=reclaim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    message = Message.objects.get(pk=number)
    assert (message.state, message.unknowns) == (State.UNKNOWN, 1)
