"""The worker's part of facilities that keep their own line: ask what is due, in threads.

A facility that is slow or away holds only the few threads that ask it.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import connection

from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.platform.jobs.services import periodic, report_in, sweep
from titian.queue import services as queue

log = logging.getLogger(__name__)

_WIDTH = 12
_PLANNER = Actor.system("queue.plan")


class Carriers:
    """Threads that ask; each does one thing and closes its connection."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_WIDTH, thread_name_prefix="errand")
        self._busy: set[Future[None]] = set()

    def turn(self, at: datetime) -> int:
        self._busy = {one for one in self._busy if not one.done()}
        free = _WIDTH - len(self._busy)
        if free > 0:
            for errand_id in queue.claim_errands(at=at, limit=free):
                self._start(queue.carry_errand, errand_id)
        return len(self._busy)

    def looks(self, at: datetime) -> int:
        """Only with threads to spare: numbers come before figures."""
        self._busy = {one for one in self._busy if not one.done()}
        if len(self._busy) > _WIDTH // 2:
            return 0
        for ticket_id in queue.claim_looks(at=at):
            self._start(queue.look_at_line, ticket_id)
        return 0

    def _start(self, act: Callable[..., None], about: int) -> None:
        self._busy.add(self._threads.submit(_closing, act, about))


def _closing(act: Callable[..., None], about: int) -> None:
    """One that fails must not be silent: its errand is taken again when its lease has ended."""
    try:
        act(about, clock=clock.now)
    except Exception:
        log.exception("%s %s was not carried", act.__name__, about)
    finally:
        connection.close()


_carriers = Carriers()


@sweep("queue.errands", every=timedelta(milliseconds=200))
def carry(at: datetime) -> int:
    return _carriers.turn(at)


@sweep("queue.looks", every=timedelta(seconds=5))
def look(at: datetime) -> int:
    return _carriers.looks(at)


@sweep("queue.tell_waiting", every=timedelta(seconds=10))
def tell_waiting(at: datetime) -> int:
    queue.tell_waiting(at=at)
    return 0


@periodic("*/10 * * * *", "queue.apply_hours")
def apply_hours() -> None:
    """Proposed hours that nobody refused in time are planned."""
    queue.apply_hours(by=_PLANNER, at=clock.now())
    report_in("queue.apply_hours", at=clock.now())
