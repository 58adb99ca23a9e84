"""Titian itself, as a subprocess against this test process's database."""

import fcntl
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from django.conf import settings

from titian.config.supervisor import web_command, worker_command

_PATIENCE_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where the pages are, and what the processes said."""

    origin: str
    log: Path

    def address(self, path: str) -> str:
        return f"{self.origin}{path}"


@contextmanager
def serving(
    database_url: str, *, worker: bool = True, more: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """One web process and one worker, with more settings if given; ended by their process id."""
    port = _free_port()
    environment = {
        **os.environ,
        "TITIAN_DATABASE_URL": database_url,
        "TITIAN_PORT": str(port),
        "TITIAN_ORIGIN": f"http://localhost:{port}",
        "TITIAN_RAISE_FAULTS": "0",
        "TITIAN_POOL": "24",
        "TITIAN_ROOM": str(Path(settings.TITIAN_HOME) / "rooms" / str(port)),
        **(more or {}),
    }
    _collect_static(environment)
    log = Path(settings.TITIAN_HOME) / f"server-{port}.log"
    commands = [web_command(port=port, workers=1, threads=4)]
    if worker:
        commands.append(worker_command())
    with log.open("wb") as said:
        running = [
            subprocess.Popen(command, env=environment, stdout=said, stderr=said)
            for command in commands
        ]
        server = Server(f"http://localhost:{port}", log)
        try:
            _wait_until_answering(server, running[0])
            yield server
        finally:
            for process in reversed(running):
                _end(process)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _collect_static(environment: dict[str, str]) -> None:
    """Once a run, whichever process comes first."""
    home = Path(settings.TITIAN_HOME)
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    with (home / "static.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if lock.read() == run:
            return
        command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v", "0"]
        subprocess.run(command, env=environment, check=True)
        lock.truncate(0)
        lock.write(run)


def _wait_until_answering(server: Server, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        if _answers(server.address("/healthz")):
            return
        time.sleep(0.1)
    raise AssertionError(f"the server does not answer:\n{server.log.read_text()[-4000:]}")


def _answers(address: str) -> bool:
    """Healthy or not, it speaks of its health."""
    try:
        answer = httpx.get(address, timeout=2)
    except httpx.HTTPError:
        return False
    return str(answer.headers.get("content-type")) == "application/json"


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
