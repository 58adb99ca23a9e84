"""The crowd in processes of their own, as many as there are processors: `python -m bench.crowds`
reads a `Part` as JSON and prints what its people were told.

One process that plays everybody has a processor's worth of time, and at twice what is sustainable
it needs more: then it is late itself, and calls that waiting. Each has a session of its own, since
Linux shares processors out by session: a crowd that shares one is late before the server is. (Real
people bring no work to the server's processors at all.)
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

from bench.crowd import Comer, Crowd, Seen
from titian.platform.db.processes import dying_with_us

_CONNECTIONS = 384
_READY = 20.0  # seconds until everybody stands before the door


@dataclass(frozen=True, slots=True)
class Part:
    """Those that one process plays; `begun` is the moment from which all of them count."""

    port: int
    form: str
    first: str
    comers: Sequence[Comer]
    connections: int
    begun: float
    seconds: float


def come(comers: Sequence[Comer], *, port: int, form: str, seconds: float) -> Seen:
    """Everybody comes, shared among the processes as they come; what all were told. The form is
    the first one's.
    """
    many = os.cpu_count() or 1
    begun = time.perf_counter() + _READY
    parts = [
        Part(port, form, comers[0].token, comers[n::many], _CONNECTIONS // many, begun, seconds)
        for n in range(many)
    ]
    seen = Seen()
    with ThreadPoolExecutor(many) as pool:
        for told in pool.map(_played, parts):
            seen.add(told)
    return seen


def _played(part: Part) -> Seen:
    done = subprocess.run(
        dying_with_us([sys.executable, "-m", "bench.crowds"]), start_new_session=True,
        input=json.dumps(asdict(part)), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return _read(done.stdout)


def _read(said: str) -> Seen:
    told = json.loads(said)
    told["joined"] = {int(place): at for place, at in told["joined"].items()}
    for name in ("late", "turns", "waits", "direct"):
        told[name] = [tuple(pair) for pair in told[name]]
    return Seen(**told)


def main() -> int:
    given = json.load(sys.stdin)
    part = Part(**{**given, "comers": [Comer(**one) for one in given["comers"]]})
    crowd = Crowd(part.port, form=part.form, first=part.first)
    asyncio.run(
        crowd.come(
            part.comers, connections=part.connections, begun=part.begun, seconds=part.seconds
        )
    )
    json.dump(asdict(crowd.seen), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
