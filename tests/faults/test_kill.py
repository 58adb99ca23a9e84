"""kill -9 in the middle of a storm: what was acknowledged exists, once, and is told once."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.storm import Acknowledged, storm
from tests.faults.town import Town, healthy, town, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(300)]

_PEOPLE = 120


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    home: Path = tmp_path_factory.mktemp("town")
    with town(home) as running:
        yield running


@pytest.mark.parametrize("victim", ["web", "worker", "database"])
def test_every_acknowledged_ticket_survives_a_kill(here: Town, victim: str) -> None:
    made = here.prepare(people=_PEOPLE, sessions=3, bookable=30)
    kills: dict[str, Callable[[], None]] = {
        "web": here.kill_web,
        "worker": here.kill_worker,
        "database": here.kill_database,
    }
    killer = threading.Thread(target=lambda: _kill_twice(kills[victim]))

    killer.start()
    acknowledged = storm(here.origin, made["people"], made["sessions"])
    killer.join()
    wait_until(lambda: healthy(here), "everything runs again")

    assert len(acknowledged) == 90
    _each_exists_once(here, acknowledged)
    _numbers_have_no_gap(here, made["sessions"])
    people = [f"person:{one.person}" for one in acknowledged]
    wait_until(lambda: _nothing_waits(here, people), "everything committed is said")
    _each_is_told_once(here, people)


def test_a_set_killed_before_its_commit_is_pressed_again_and_decided_once(here: Town) -> None:
    made = here.prepare(people=24, sessions=1, bookable=24)
    acknowledged: list[Acknowledged] = []
    rush = threading.Thread(
        target=lambda: acknowledged.extend(storm(here.origin, made["people"], made["sessions"]))
    )

    with here.held_back(made["sessions"][0]):
        rush.start()
        wait_until(lambda: _waits_for_a_lock(here), "somebody decides for all who wait")
        time.sleep(0.5)  # the others come and wait at the door meanwhile
        here.kill_web()
    rush.join()
    wait_until(lambda: healthy(here), "everything runs again")

    assert len(acknowledged) == 24
    _each_exists_once(here, acknowledged)
    _numbers_have_no_gap(here, made["sessions"], last=24)


def _waits_for_a_lock(here: Town) -> bool:
    ((waiting,),) = here.rows(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        " AND position('FOR NO KEY UPDATE OF s' IN query) > 0"
    )
    return bool(waiting)


def _kill_twice(kill: Callable[[], None]) -> None:
    for _ in range(2):
        time.sleep(0.7)
        kill()


def _each_exists_once(here: Town, acknowledged: list[Acknowledged]) -> None:
    codes = [one.code for one in acknowledged]
    found = here.rows(
        "SELECT code, count(*) FROM queue_ticket WHERE code = ANY(%s) GROUP BY 1", codes
    )
    assert sorted(found) == sorted((code, 1) for code in codes)


def _numbers_have_no_gap(here: Town, sessions: list[int], *, last: int = 30) -> None:
    for session in sessions:
        numbers = here.rows(
            "SELECT number FROM queue_ticket WHERE session_id = %s ORDER BY number", session
        )
        assert [number for (number,) in numbers] == list(range(1, last + 1))


def _nothing_waits(here: Town, people: list[str]) -> bool:
    """No event at all, no message to these people; what others are told may rest at night."""
    ((waiting,),) = here.rows(
        "SELECT (SELECT count(*) FROM outbox_event WHERE relayed_at IS NULL)"
        " + (SELECT count(*) FROM outbox_delivery WHERE done_at IS NULL)"
        " + (SELECT count(*) FROM message"
        " WHERE recipient_ref = ANY(%s) AND state IN ('pending', 'sending'))",
        people,
    )
    return bool(waiting == 0)


def _each_is_told_once(here: Town, people: list[str]) -> None:
    messages = here.rows(
        "SELECT recipient_ref, count(*) FROM message WHERE recipient_ref = ANY(%s) GROUP BY 1",
        people,
    )
    assert sorted(messages) == sorted((person, 1) for person in people)
    arrived = here.rows(
        "SELECT recipient_ref, count(*) FROM demo_message WHERE recipient_ref = ANY(%s) GROUP BY 1",
        people,
    )
    assert sorted(arrived) == sorted((person, 1) for person in people)
