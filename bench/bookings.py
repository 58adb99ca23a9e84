"""Booking one by one, hold and confirm, in this process: what other verbs stand against."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import uuid4

from bench import places
from bench.ground import rows
from bench.rounds import ROUNDS
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.queue import services as queue

_A_SECOND = 1500


def bookings(seconds: int, at: datetime) -> Iterator[Callable[[], object]]:
    """Enough for all rounds of a fast machine, over a thousand sessions."""
    sessions = places.spread(1000, at=at)
    people = rows(
        "SELECT id FROM member_person WHERE status = 'AKTIF' ORDER BY md5(id::text) LIMIT %s",
        [seconds * ROUNDS * _A_SECOND],
    )
    for place, (person,) in enumerate(people):
        yield _booking(person, sessions[place % len(sessions)])


def per_second(acts: Iterator[Callable[[], object]], seconds: int) -> float:
    begun, done = time.perf_counter(), 0
    for act in acts:
        act()
        done += 1
        if time.perf_counter() - begun >= seconds:
            break
    return done / (time.perf_counter() - begun)


def _booking(person: int, session: int) -> Callable[[], object]:
    by = Actor.member(f"bench{person}", person)

    def book() -> object:
        at = clock.now()
        held = queue.hold(person_id=person, session_id=session, by=by, at=at)
        return queue.confirm(hold_id=held.hold_id, client_key=uuid4(), by=by, at=at)

    return book
