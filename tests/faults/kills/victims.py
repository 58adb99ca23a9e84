"""Who is struck, and how the place is left alone again."""

import os
import random
import signal
import time
from collections.abc import Callable

from tests.faults.kills import plan
from tests.faults.kills.disk import empty, fill
from tests.faults.kills.place import Place
from tests.faults.town import children_of, command_of


def struck(here: Place, kill: plan.Kill, chance: random.Random) -> float:
    """Do it; the monotonic time from which Titian must come back by itself."""
    lasting = _LASTING.get(kill.victim)
    if lasting is None:
        _KILLS[kill.victim](here, chance)
        return time.monotonic()
    begin, end = lasting
    begin(here)
    try:
        time.sleep(kill.lasts)
    finally:
        end(here)
    return time.monotonic()


def _web_worker(here: Place, chance: random.Random) -> None:
    """One of the processes that answer requests."""
    _kill(chance.choice(sorted(children_of(_child(here, "titian.config.web")))))


def _web_master(here: Place, chance: random.Random) -> None:
    _kill(_child(here, "titian.config.web"))


def _job_worker(here: Place, chance: random.Random) -> None:
    _kill(_child(here, "django worker"))


def _backend(here: Place, chance: random.Random) -> None:
    """One that serves a connection of ours: the server then throws out all the others."""
    found = [pid for pid in children_of(_postmaster(here)) if "titian titian" in command_of(pid)]
    _kill(chance.choice(sorted(found)) if found else _postmaster(here))


def _the_database(here: Place, chance: random.Random) -> None:
    _kill(_postmaster(here))


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def _postmaster(here: Place) -> int:
    """Not there right after another blow: waited for, as it comes by itself."""
    data = here.town.home / "pg" / "data"
    for _ in range(600):
        try:
            pid = int((data / "postmaster.pid").read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            pid = 0
        if pid and str(data) in command_of(pid):
            return pid
        time.sleep(0.1)
    raise LookupError("the database does not run")


def _child(here: Place, words: str) -> int:
    for _ in range(600):
        for pid in children_of(here.town.up.pid):
            if words in command_of(pid) and (words != "titian.config.web" or children_of(pid)):
                return pid
        time.sleep(0.1)
    raise LookupError(words)


def _full(here: Place) -> None:
    assert here.disk is not None
    fill(here.disk)


def _space(here: Place) -> None:
    assert here.disk is not None
    empty(here.disk)


_KILLS: dict[str, Callable[[Place, random.Random], None]] = {
    plan.WEB_WORKER: _web_worker,
    plan.WEB_MASTER: _web_master,
    plan.JOB_WORKER: _job_worker,
    plan.BACKEND: _backend,
    plan.POSTMASTER: _the_database,
    plan.NET_RESET: lambda here, chance: here.network.reset(),
}
_LASTING: dict[str, tuple[Callable[[Place], None], Callable[[Place], None]]] = {
    plan.NET_DROP: (lambda here: here.network.cut(), lambda here: here.network.mend()),
    plan.NET_STALL: (lambda here: here.network.fall_silent(), lambda here: here.network.mend()),
    plan.DISK: (_full, _space),
}
