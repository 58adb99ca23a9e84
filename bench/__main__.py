"""`python -m bench [name ...]`: estimate, billing, eligibility, rush, rush_hot, va_payment,
vclaim_peserta, antrean_add, webhook, enrolment, announce, import, backup, restore,
rush_replay; all without a name.

Fails when a bar is missed. `--people` and `--seconds` make it smaller for a quick look; the
bars are meant for the defaults.
"""

import argparse
import subprocess
import sys

from bench import estimate

_SIGNED = ("va_payment", "vclaim_peserta", "antrean_add", "webhook")
_OVER_HTTP = ("eligibility", "rush", "rush_hot", *_SIGNED)
_BESIDE = ("enrolment", "announce", "backup")  # against booking, each in one process
_BULK = {"import": "imports", "restore": "restore"}  # as much as there are people
_REPLAY = "rush_replay"
_NAMES = ("estimate", "billing", *_OVER_HTTP, *_BESIDE, *_BULK, _REPLAY)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(_NAMES))
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=8, help="of each of the three rounds")
    parser.add_argument("--minutes", type=float, default=10, help="of the replayed morning")
    given = parser.parse_args()
    wanted = given.names or list(_NAMES)
    if unknown := set(wanted) - set(_NAMES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    met = estimate.run() if "estimate" in wanted else True
    if "billing" in wanted:
        met = _in_own_process("bench.billing", "--people", str(given.people)) and met
    over_http = [name for name in _OVER_HTTP if name in wanted]
    if over_http:
        options = ["--people", str(given.people), "--seconds", str(given.seconds)]
        met = _in_own_process("bench.speed", *over_http, *options) and met
    for name in [name for name in _BESIDE if name in wanted]:
        options = ["--people", str(given.people), "--seconds", str(given.seconds)]
        met = _in_own_process(f"bench.{name}", *options) and met
    for module in [module for name, module in _BULK.items() if name in wanted]:
        met = _in_own_process(f"bench.{module}", "--people", str(given.people)) and met
    if _REPLAY in wanted:
        options = ["--people", str(given.people), "--minutes", str(given.minutes)]
        met = _in_own_process("bench.replay", *options) and met
    return 0 if met else 1


def _in_own_process(module: str, *arguments: str) -> bool:
    """The bench's own database is started and stopped by each."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
