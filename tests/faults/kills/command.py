"""The command; `python -m tests.faults.kills` runs it once Django is set up."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.faults.kills.place import place
from tests.faults.kills.story import run


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill what can be killed, under load.")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=7)
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="titian-kills-"))
    home = folder / "home"
    home.mkdir()
    sys.stdout.write(f"logs and what clients were told: {folder}\n")
    with place(home) as here:
        outcome = run(here, wanted.kills, wanted.seed, say=_say)
    for one in (*outcome.lost, *outcome.doubled, *outcome.stuck):
        sys.stdout.write(f"  {one}\n")
    sys.stdout.write(f"{outcome.line()}\n")
    return 0 if outcome.is_good else 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
