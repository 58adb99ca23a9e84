"""The worker process: every sweep in a thread of its own, procrastinate in the main one."""

import asyncio
import logging
import signal
import threading
import time

from django.db import close_old_connections, connection
from procrastinate.contrib.django import app

from titian.kernel import clock
from titian.platform.jobs.selectors import WORKER
from titian.platform.jobs.services import Sweep, report_in, sweeps

log = logging.getLogger(__name__)

_BEAT_SECONDS = 5.0
_PAUSE_AFTER_ERROR_SECONDS = 1.0


class SweepLoop(threading.Thread):
    """Runs one sweep for ever; an error is logged, told to the heartbeat, and tried again."""

    def __init__(self, sweep: Sweep, stopping: threading.Event) -> None:
        super().__init__(name=f"sweep:{sweep.name}", daemon=True)
        self.sweep = sweep
        self.stopping = stopping
        self._last_beat = 0.0

    def run(self) -> None:
        while not self.stopping.is_set():
            self.stopping.wait(self._once())
        connection.close()

    def _once(self) -> float:
        """One turn; returns the seconds to wait before the next."""
        try:
            handled = self.sweep.run(clock.now())
            self._beat("")
        except Exception as error:
            log.exception("sweep failed", extra={"sweep": self.sweep.name})
            self._survive(error)
            return _PAUSE_AFTER_ERROR_SECONDS
        return 0.0 if handled else self.sweep.every.total_seconds()

    def _survive(self, error: Exception) -> None:
        try:
            connection.close()
            self._beat(type(error).__name__)
        except Exception:
            log.warning("no heartbeat", extra={"sweep": self.sweep.name})

    def _beat(self, error: str) -> None:
        moment = time.monotonic()
        if error or moment - self._last_beat > _BEAT_SECONDS:
            self._last_beat = moment
            report_in(f"sweep:{self.sweep.name}", at=clock.now(), error=error)
            if not error:
                report_in(WORKER, at=clock.now())
            close_old_connections()


def run_worker() -> None:
    """Work until SIGTERM or SIGINT; what was under way is finished or left for the next."""
    stopping = threading.Event()
    loops = [SweepLoop(sweep, stopping) for sweep in sweeps()]
    for loop in loops:
        loop.start()
    try:
        asyncio.run(_run_jobs(stopping))
    finally:
        stopping.set()
        for loop in loops:
            loop.join(timeout=10)


async def _run_jobs(stopping: threading.Event) -> None:
    """Run procrastinate; when the database was away, begin again."""
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    while not stopping.is_set():
        runner = asyncio.create_task(_procrastinate())
        while not stopping.is_set() and not runner.done():
            await asyncio.sleep(0.2)
        if not runner.done():
            runner.cancel()
        try:
            await runner
        except asyncio.CancelledError:
            return
        except Exception:
            log.exception("job runner stopped; starting it again")
            await asyncio.sleep(1)


async def _procrastinate() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        await worker_app.run_worker_async(install_signal_handlers=False, concurrency=2)
