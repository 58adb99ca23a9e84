"""Processes of the story: started by name with a log each, killed, frozen, and ended for sure."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_ACCOUNT = "nobody"
_END_SECONDS = 20.0


class Process:
    """One program; started again on purpose only, as if its host had lost it."""

    def __init__(
        self, command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None,
        unprivileged: bool = False,
    ) -> None:  # fmt: skip
        self.command = [*(as_somebody() if unprivileged else []), *command]
        self.log = log
        self.env = {**os.environ, **(env or {})}
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        if self._running is None:
            raise RuntimeError(f"{self.command[0]} was never started")
        return self._running.pid

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                self.command, env=self.env, cwd="/", stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def is_running(self) -> bool:
        return self._running is not None and self._running.poll() is None

    def kill(self) -> None:
        """It and all that stands below it, at once and without a word."""
        everybody = [self.pid, *below(self.pid)]
        for pid in everybody:
            tell(pid, signal.SIGKILL)
        if self._running is not None:
            self._running.wait()

    def end(self) -> None:
        """Asked first; what does not go is killed."""
        if not self.is_running() or self._running is None:
            return
        tell(self.pid, signal.SIGCONT)
        tell(self.pid, signal.SIGTERM)
        try:
            self._running.wait(timeout=_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()


def tell(pid: int, number: int) -> None:
    """A signal to a process that may be gone by now."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def below(pid: int) -> list[int]:
    """All children of a process, and theirs."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        told = [each for task in tasks for each in (task / "children").read_text().split()]
    except OSError:
        return []
    return [found for child in map(int, told) for found in (child, *below(child))]


def title_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def wait_until(true: object, what: str, *, seconds: float) -> float:
    """Ask until it is true and return how long it took; raises TimeoutError."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if callable(true) and true():
            return time.monotonic() - begun
        time.sleep(0.2)
    raise TimeoutError(f"not within {seconds:.0f} s: {what}")


def as_somebody() -> list[str]:
    """PostgreSQL refuses root: then it runs as `nobody`, who may only search folders."""
    if os.geteuid() != 0:
        return []
    account = pwd.getpwnam(_ACCOUNT)
    kept = "-all,+dac_read_search"
    return [
        shutil.which("setpriv") or "setpriv",
        f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups",
        f"--inh-caps={kept}", f"--ambient-caps={kept}",
    ]  # fmt: skip


def give_away(folder: Path) -> None:
    """A folder for who `as_somebody` is."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.geteuid() == 0:
        account = pwd.getpwnam(_ACCOUNT)
        os.chown(folder, account.pw_uid, account.pw_gid)
