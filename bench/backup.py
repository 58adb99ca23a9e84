"""What a backup costs the rush: `python -m bench.backup`.

Rounds of bookings without and with a backup under way, in turn, on the same server. The backup
is the command as the worker starts it each night, with its defaults; it is begun before its
round and must still be running when the round ends, else the round does not count.
"""

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench import places, rush
from bench.environment import HOME, ROOT, TITIAN, database
from bench.ground import prepare, rows, server, settle
from bench.load import Run
from bench.pgbench import require_durable
from bench.recovery import recovery_key
from titian.kernel import clock
from titian.platform.http.room.keeper import the_keeper
from titian.platform.http.room.rules import Order

_PAIRS = 5  # one round differs from the next by as much as the bar
_MOST = 0.10
_TARGET = HOME / "bench-backups"
_BEGUN = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY %% TO stdout%%'"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=8, help="of each round")
    given = parser.parse_args()
    try:
        prepare(given.people)
        require_durable()
        recovery_key()
        with server():
            pairs = list(_pairs(given.seconds))
    finally:
        database.stop()
        shutil.rmtree(_TARGET, ignore_errors=True)
    cost = median(1 - during / without for without, during in pairs)
    best = max(without for without, _ in pairs)
    print(f"backup cost={max(cost, 0.0):.3f} rush_per_s={best:.0f} people={given.people}")
    return 0 if cost <= _MOST else 1


def _pairs(seconds: int) -> Iterator[tuple[float, float]]:
    """Bookings a second without and with; which comes first changes from pair to pair."""
    at = clock.now()
    sessions = places.morning(at=at)
    book = rush.rounds(sessions, at=at, seconds=seconds * 2, many=2 * _PAIRS)
    the_keeper().obey(Order.OFF)  # a stall of a second would send all who come after it to wait
    for number in range(_PAIRS):
        told: dict[bool, Run] = {}
        for is_with in (number % 2 == 1, number % 2 == 0):
            settle()
            if is_with:
                with _backing_up():
                    told[True] = book()
            else:
                told[False] = book()
        if failed := sum(run.failed for run in told.values()):
            raise RuntimeError(f"{failed} bookings failed")
        without, during = told[False].per_second, told[True].per_second
        print(f"  pair {number + 1}: {without:.0f}/s without, {during:.0f}/s during", flush=True)
        yield without, during


@contextmanager
def _backing_up() -> Iterator[None]:
    with (HOME / "bench-backup.log").open("w") as log:
        command = [str(TITIAN), "backup", str(_TARGET)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        try:
            _wait_until_it_reads(process)
            yield
            if process.poll() is not None:
                raise RuntimeError("the backup ended before the round: more people are needed")
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait_until_it_reads(process: "subprocess.Popen[bytes]") -> None:
    """Starting Python is not what a backup costs."""
    ends = time.monotonic() + 60
    while rows(_BEGUN)[0][0] == 0:
        if process.poll() is not None or time.monotonic() > ends:
            raise RuntimeError(f"no backup began; see {Path(HOME) / 'bench-backup.log'}")
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())
