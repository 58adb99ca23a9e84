"""kill -9 in a storm of webhooks: every message taken is answered, and none of them twice."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.town import Town, healthy, town, wait_until
from tests.faults.writing import call_all, written

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(400)]

_MESSAGES = 120
_WAITING = """
SELECT (SELECT count(*) FROM outbox_event WHERE relayed_at IS NULL)
  + (SELECT count(*) FROM outbox_delivery WHERE done_at IS NULL)
"""
_HEARD = "SELECT id FROM message_heard WHERE provider_ref = ANY(%s)"
_ANSWERS = """
SELECT h.id, (SELECT count(*) FROM message m WHERE m.key = 'assistant.heard:' || h.id),
  (SELECT count(*) FROM assistant_turn t WHERE t.key = 'heard:' || h.id AND t.side = 'person'),
  (SELECT count(*) FROM assistant_turn t WHERE t.key = 'heard:' || h.id AND t.side = 'assistant')
FROM message_heard h WHERE h.id = ANY(%s)
"""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    home: Path = tmp_path_factory.mktemp("talk-town")
    with town(home) as running:
        yield running


@pytest.mark.parametrize("victims", [("web", "worker"), ("worker", "web"), ("worker", "database")])
def test_every_message_taken_is_answered_once_after_a_kill(
    here: Town, victims: tuple[str, str]
) -> None:
    first = 1_000 * len(victims[1])
    stamp, secret = int(time.time()), _secret(here)
    numbers = range(first, first + _MESSAGES)
    bodies = [written(number, stamp=stamp) for number in numbers]
    killer = threading.Thread(target=lambda: _kill(here, victims))

    killer.start()
    taken = call_all(here.origin, secret, bodies)
    killer.join()
    wait_until(lambda: healthy(here), "everything runs again")
    wait_until(lambda: here.rows(_WAITING) == [(0,)], "every message is answered")

    heard = [row[0] for row in here.rows(_HEARD, [f"wamid.STORM{n}" for n in numbers])]
    assert taken == 2 * _MESSAGES
    assert len(heard) == _MESSAGES
    assert {row[1:] for row in here.rows(_ANSWERS, heard)} == {(1, 1, 1)}


def _secret(here: Town) -> str:
    return (here.home / "secrets" / "demo_whatsapp").read_text().strip()


def _kill(here: Town, victims: tuple[str, str]) -> None:
    kills: dict[str, Callable[[], None]] = {
        "web": here.kill_web,
        "worker": here.kill_worker,
        "database": here.kill_database,
    }
    for victim in victims:
        time.sleep(0.5)
        kills[victim]()
