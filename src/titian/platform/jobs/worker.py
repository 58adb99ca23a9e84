"""The worker process: every sweep in a thread of its own, procrastinate in the main one."""

import asyncio
import logging
import signal
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from titian.kernel import clock
from titian.platform.jobs.selectors import WORKER
from titian.platform.jobs.services import Sweep, report_in, sweeps

log = logging.getLogger(__name__)

_BEAT_SECONDS = 5.0
_PAUSE_AFTER_ERROR_SECONDS = 1.0
_LAST_TURN_SECONDS = 8.0
_JOBS_LAST_TURN_SECONDS = 5.0
_MAKE_UP_FOR = timedelta(hours=25)


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
        """One turn; returns the seconds to wait before the next.

        Between two turns the connection goes back to the pool, which checks it before
        lending it again: a sweep that sleeps holds nothing, and a dead one is replaced.
        """
        try:
            handled = self.sweep.run(clock.now())
            self._beat("")
        except Exception as error:
            log.exception("sweep %s failed", self.sweep.name)
            self._survive(error)
            return _PAUSE_AFTER_ERROR_SECONDS
        close_old_connections()
        return 0.0 if handled else self.sweep.every.total_seconds()

    def _survive(self, error: Exception) -> None:
        """Tell the heartbeat, unless the database is what failed."""
        try:
            connection.close()
            self._beat(type(error).__name__)
            connection.close()
        except Exception:
            log.warning("no heartbeat of %s", self.sweep.name, exc_info=True)
            connection.close()

    def _beat(self, error: str) -> None:
        moment = time.monotonic()
        if error or moment - self._last_beat > _BEAT_SECONDS:
            self._last_beat = moment
            report_in(f"sweep:{self.sweep.name}", at=clock.now(), error=error)
            if not error:
                report_in(WORKER, at=clock.now())


def run_worker() -> None:
    """Work until SIGTERM or SIGINT; what was under way is finished or left for the next."""
    stopping = threading.Event()
    loops = [SweepLoop(sweep, stopping) for sweep in sweeps()]
    try:
        asyncio.run(_run(loops))
    finally:
        stopping.set()
        deadline = time.monotonic() + _LAST_TURN_SECONDS
        for loop in loops:
            if loop.is_alive():
                loop.join(timeout=max(deadline - time.monotonic(), 0))


async def _run(loops: Sequence[SweepLoop]) -> None:
    """From the first sweep on, being asked to end is an orderly end."""
    told_to_stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told_to_stop.set)
    for loop in loops:
        loop.start()
    await _run_jobs(told_to_stop)


async def _run_jobs(told_to_stop: asyncio.Event) -> None:
    """Run procrastinate until told to stop; when the database was away, begin again."""
    stop = asyncio.create_task(told_to_stop.wait())
    while not stop.done():
        runner = asyncio.create_task(_procrastinate())
        beat = asyncio.create_task(_beat_while_running())
        await asyncio.wait({runner, stop}, return_when=asyncio.FIRST_COMPLETED)
        beat.cancel()
        if stop.done():
            await _asked_to_end(runner)
        with suppress(asyncio.CancelledError):
            await _ended(runner)


async def _asked_to_end(runner: "asyncio.Task[None]") -> None:
    """Asked again when its last turn is over: a statement under way may have swallowed it."""
    while not runner.done():
        runner.cancel()
        await asyncio.wait({runner}, timeout=_JOBS_LAST_TURN_SECONDS + 1)


async def _ended(runner: "asyncio.Task[None]") -> None:
    try:
        await runner
    except Exception as error:
        log.exception("the job runner stopped; starting it again")
        await asyncio.to_thread(_say, type(error).__name__)
        await asyncio.sleep(_PAUSE_AFTER_ERROR_SECONDS)


async def _beat_while_running() -> None:
    while True:
        await asyncio.sleep(_BEAT_SECONDS)
        await asyncio.to_thread(_say, "")


def _say(error: str) -> None:
    """Tell the heartbeat how the job runner is, if the database can be reached."""
    try:
        report_in("jobs.runner", at=clock.now(), error=error)
    except DatabaseError:
        log.warning("no heartbeat of the job runner", exc_info=True)
    finally:
        connection.close()


async def _procrastinate() -> None:
    """Closed as well when it is cut short while it connects: the pool's own tasks go on connecting
    when they are cancelled, and the process would never end.
    """
    connector = DjangoConnector().get_worker_connector()
    with app.replace_connector(connector) as worker_app:
        worker_app.periodic_defaults = {"max_delay": _MAKE_UP_FOR.total_seconds()}
        try:
            await worker_app.open_async()
            await worker_app.run_worker_async(
                install_signal_handlers=False,
                concurrency=2,
                delete_jobs="successful",
                shutdown_graceful_timeout=_JOBS_LAST_TURN_SECONDS,
            )
        finally:
            await worker_app.close_async()
