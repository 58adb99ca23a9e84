"""The worker's part: take what is due, let threads carry it, record what came of it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue

from django.db import connection

from titian.kernel import clock
from titian.notifications import services
from titian.notifications.rules import LANE_WIDTH
from titian.notifications.services import Claim, Lane, Result
from titian.notifications.types import Channel, Urgency
from titian.platform.jobs.services import periodic, report_in, sweep

LANES: tuple[Lane, ...] = tuple((channel, urgency) for urgency in Urgency for channel in Channel)
_WAIT_SECONDS = 0.05


class Dispatcher:
    """A lane of threads for each channel and urgency: a slow gateway holds only its own.

    Threads only carry; the sweep's own thread takes and records, in sets. Results that could
    not be recorded, because the database was away, are kept for the next turn.
    """

    def __init__(self) -> None:
        self._lanes = {
            lane: ThreadPoolExecutor(LANE_WIDTH[lane[1]], thread_name_prefix="-".join(lane))
            for lane in LANES
        }
        self._busy: Counter[Lane] = Counter()
        self._ended: SimpleQueue[tuple[Lane, Result]] = SimpleQueue()
        self._unrecorded: list[Result] = []

    def turn(self, at: datetime) -> int:
        """Record what has ended, take what is due; 0 when nothing waits and nothing runs."""
        self._collect()
        services.record(self._unrecorded)
        self._unrecorded = []
        free = {lane: LANE_WIDTH[lane[1]] - self._busy[lane] for lane in LANES}
        for claim in services.claim(free, at=at):
            lane = (claim.address.channel, claim.situation.urgency)
            self._busy[lane] += 1
            self._lanes[lane].submit(self._carry, lane, claim)
        return self._busy.total()

    def _carry(self, lane: Lane, claim: Claim) -> None:
        result = services.send(claim, clock=clock.now)
        connection.close()
        self._ended.put((lane, result))

    def _collect(self) -> None:
        """Wait a moment for the first result if any is under way, then take all there are."""
        wait = _WAIT_SECONDS if self._busy.total() else 0.0
        while True:
            try:
                lane, result = self._ended.get(block=wait > 0, timeout=wait or None)
            except Empty:
                return
            self._busy[lane] -= 1
            self._unrecorded.append(result)
            wait = 0.0


_dispatcher = Dispatcher()


@sweep("notifications.send", every=timedelta(milliseconds=200))
def send_due(at: datetime) -> int:
    return _dispatcher.turn(at)


@sweep("notifications.reclaim", every=timedelta(seconds=2))
def reclaim(at: datetime) -> int:
    return services.reclaim(at)


@sweep("notifications.reports", every=timedelta(milliseconds=500))
def apply_reports(at: datetime) -> int:
    return services.apply_reports(at)


@sweep("notifications.silence", every=timedelta(seconds=5))
def report_silence(at: datetime) -> int:
    return services.report_silence(at)


@periodic("7 * * * *", "notifications.forget")
def forget() -> None:
    """Used codes within the hour, other words after weeks."""
    at = clock.now()
    while services.forget(at):
        pass
    services.forget_heard(at)
    report_in("notifications.forget", at=at)
