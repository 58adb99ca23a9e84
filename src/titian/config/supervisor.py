"""`titian up`: keeps the web server, the worker and the embedded database running."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from titian.config import home
from titian.platform.db.processes import dying_with_us

_LOOK_SECONDS = 0.2
_CALM_SECONDS = 5.0
_PATIENCE_SECONDS = 12.0


@dataclass
class Child:
    """A process that is started again when it ends on its own."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    reload_by: signal.Signals = signal.SIGTERM  # how it is asked to take up a new version
    started_at: float = field(default=0.0)
    not_before: float = field(default=0.0)

    def look_after(self) -> None:
        """Start it if it is not there; one that ends at once is given a pause."""
        if self._is_running() or time.monotonic() < self.not_before:
            return
        if self.process is not None:
            print(f"{self.name} ended ({self.process.returncode}); starting it again", flush=True)
            self._end_the_orphans()
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(dying_with_us(self.command), start_new_session=True)

    def ask_to_stop(self) -> None:
        if self.process is not None and self._is_running():
            self.process.terminate()

    def ask_to_reload(self) -> None:
        """A server replaces its workers one by one; whatever else ends is started again."""
        if self.process is not None and self._is_running():
            self.not_before = 0.0
            self.started_at -= _CALM_SECONDS
            self.process.send_signal(self.reload_by)

    def stop(self, *, deadline: float) -> None:
        """Wait for its end; whatever is left of its group then is killed."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            print(f"{self.name} does not end; killing it", flush=True)
            self._end_the_orphans()
            self.process.wait()

    def _end_the_orphans(self) -> None:
        """What a killed one started goes on answering with its connections, unless it is ended."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def _is_running(self) -> bool:
        if self.process is None:
            return False
        running = self.process.poll() is None
        if not running and time.monotonic() - self.started_at < _CALM_SECONDS:
            self.not_before = self.started_at + _CALM_SECONDS / 2
        return running


class Supervisor:
    """Runs children until SIGTERM or SIGINT; looks after the embedded database as well."""

    def __init__(self, children: Sequence[Child], *, embedded: bool) -> None:
        self.children = children
        self.database = home.embedded() if embedded else None
        self.stopping = False

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGUSR2, self._reload)
        while not self.stopping:
            self._look_after_database()
            for child in self.children:
                child.look_after()
            time.sleep(_LOOK_SECONDS)
        self._wind_down()

    def _look_after_database(self) -> None:
        """Whatever keeps it from starting is said and tried again; the children wait."""
        if self.database is None or self.database.is_alive():
            return
        try:
            if self.database.ensure():
                print("the embedded database was started", flush=True)
        except (RuntimeError, OSError) as error:
            print(error, flush=True)
            time.sleep(_CALM_SECONDS)

    def _wind_down(self) -> None:
        """Everybody is asked at once, then waited for; the database goes last."""
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + _PATIENCE_SECONDS
        for child in self.children:
            child.stop(deadline=deadline)
        if self.database is not None:
            self.database.stop()

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def _reload(self, *_: object) -> None:
        """Asked by SIGUSR2 after an upgrade: the new version without a refused request."""
        for child in self.children:
            child.ask_to_reload()


def web_command(*, port: int, workers: int, threads: int) -> list[str]:
    return [
        sys.executable, "-m", "titian.config.web",
        "--port", str(port), "--workers", str(workers), "--threads", str(threads),
    ]  # fmt: skip


def worker_command() -> list[str]:
    return [sys.executable, "-m", "django", "worker"]
