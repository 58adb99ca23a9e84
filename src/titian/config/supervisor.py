"""`titian up`: keeps the web server, the worker and the embedded database running."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from titian.config import home

_LOOK_SECONDS = 0.3
_CALM_SECONDS = 5.0


@dataclass
class Child:
    """A process that is started again when it ends on its own."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = field(default=0.0)

    def look_after(self) -> None:
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            print(f"{self.name} ended ({self.process.returncode}); starting it again", flush=True)
            if time.monotonic() - self.started_at < _CALM_SECONDS:
                time.sleep(1)
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(self.command, start_new_session=True)

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=12)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Runs children until SIGTERM or SIGINT; looks after the embedded database as well."""

    def __init__(self, children: Sequence[Child], *, embedded: bool) -> None:
        self.children = children
        self.embedded = embedded
        self.stopping = False

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.stopping:
            if self.embedded and home.embedded().ensure():
                print("the embedded database was started", flush=True)
            for child in self.children:
                child.look_after()
            time.sleep(_LOOK_SECONDS)
        for child in self.children:
            child.stop()
        if self.embedded:
            home.embedded().stop()

    def _stop(self, *_: object) -> None:
        self.stopping = True


def web_command(*, port: int, workers: int, threads: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", str(workers), "--blocking-threads", str(threads),
        "--backlog", "1024", "--respawn-failed-workers", "--no-ws",
        "titian.config.wsgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    return [sys.executable, "-m", "django", "worker"]
