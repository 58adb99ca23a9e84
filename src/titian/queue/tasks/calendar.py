"""What the queue does because time passed."""

import logging
from datetime import timedelta

from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.platform.jobs.services import periodic, report_in
from titian.queue import selectors as queue_read
from titian.queue import services as queue

log = logging.getLogger(__name__)

_PLANNER, _CLOSER = Actor.system("queue.plan"), Actor.system("queue.close")
_CLOSES_AFTER = timedelta(hours=4)


@periodic("10 17 * * *", "queue.plan")
def plan() -> None:
    """After midnight in Jakarta: one more day can be booked."""
    queue.generate_ahead(by=_PLANNER, at=clock.now())
    report_in("queue.plan", at=clock.now())


@periodic("*/15 * * * *", "queue.close")
def close() -> None:
    """Sessions that nobody closed, hours after their end."""
    at = clock.now()
    for session_id in queue_read.sessions_left_open(ended_before=at - _CLOSES_AFTER):
        try:
            queue.close_session(session_id=session_id, by=_CLOSER, at=at, although_waiting=True)
        except Exception:
            log.exception("session %s was not closed", session_id)
    report_in("queue.close", at=clock.now())


@periodic("25 * * * *", "queue.purge")
def purge() -> None:
    queue.purge(by=_CLOSER, at=clock.now())
    report_in("queue.purge", at=clock.now())
