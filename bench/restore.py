"""A backup of everybody, restored into an empty home and verified: `python -m bench.restore`.

The clock runs from the command's start to its end, which is after the rows and hashes of every
table were compared with the manifest, sealed values were read and the ledger was balanced.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.environment import HOME, ROOT, TITIAN, database
from bench.ground import prepare, rows
from bench.pgbench import require_durable
from bench.recovery import recovery_key

_MOST_SECONDS = 600
_VERIFIED = re.compile(r"(\d+) tables, (\d+) rows: as in the manifest")
_PEOPLE = "SELECT count(*) FROM member_person"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    given = parser.parse_args()
    with TemporaryDirectory(prefix="titian-restore-", dir=HOME.parent) as place:
        try:
            prepare(given.people)
            require_durable()
            key = recovery_key()
            (people,) = rows(_PEOPLE)[0]
            said = _run(HOME, "backup", f"{place}/backups", "--share", "1")
            print(f"  {said.splitlines()[-1]}", flush=True)
        finally:
            database.stop()
        begun = time.monotonic()
        told = _run(Path(place) / "home", "restore", f"{place}/backups", "--key", str(key))
        seconds = time.monotonic() - begun
        shutil.rmtree(Path(place) / "home", ignore_errors=True)
    print("".join(f"  {line}\n" for line in told.splitlines()), end="")
    is_verified = bool(_VERIFIED.search(told)) and "the ledger is in balance" in told
    print(f"restore seconds={seconds:.0f} people={people} verified={int(is_verified)}")
    return 0 if is_verified and seconds <= _MOST_SECONDS else 1


def _run(home: Path, *command: str) -> str:
    environment = {**os.environ, "TITIAN_HOME": str(home)}
    done = subprocess.run(
        [str(TITIAN), *command], cwd=ROOT, env=environment, check=False, capture_output=True,
        text=True,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"titian {command[0]}: {done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
