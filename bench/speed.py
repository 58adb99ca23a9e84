"""The benches over HTTP, one after another on the same server: `python -m bench.speed`."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bench import antrean_add, eligibility, places, rush, va_payment, vclaim_peserta, webhook
from bench.environment import HOME, PORT, database
from bench.ground import prepare, server
from bench.pgbench import require_durable
from bench.rounds import Outcome
from titian.kernel import clock

Bench = Callable[[datetime, int], Outcome]

_SPREAD_OVER = 1000


def _eligibility(at: datetime, seconds: int) -> Outcome:
    return eligibility.run(at=at, seconds=seconds)


def _rush(at: datetime, seconds: int) -> Outcome:
    return rush.run("rush", places.spread(_SPREAD_OVER, at=at), at=at, seconds=seconds)


def _rush_hot(at: datetime, seconds: int) -> Outcome:
    return rush.run("rush_hot", places.hot(at=at), at=at, seconds=seconds)


def _va_payment(at: datetime, seconds: int) -> Outcome:
    return va_payment.run(places.spread(_SPREAD_OVER, at=at), at=at, seconds=seconds)


def _vclaim_peserta(at: datetime, seconds: int) -> Outcome:
    return vclaim_peserta.run(at=at, seconds=seconds)


def _antrean_add(at: datetime, seconds: int) -> Outcome:
    return antrean_add.run(places.spread(_SPREAD_OVER, at=at), at=at, seconds=seconds)


def _webhook(at: datetime, seconds: int) -> Outcome:
    return webhook.run(places.spread(_SPREAD_OVER, at=at), at=at, seconds=seconds)


BENCHES: Mapping[str, Bench] = {
    "eligibility": _eligibility,
    "rush": _rush,
    "rush_hot": _rush_hot,
    "va_payment": _va_payment,
    "vclaim_peserta": _vclaim_peserta,
    "antrean_add": _antrean_add,
    "webhook": _webhook,
}


# These stand against bookings or look-ups one by one, so the door does not help those.
_ONE_BY_ONE = {"va_payment", "vclaim_peserta", "antrean_add", "webhook"}


def _those(names: list[str], seconds: int, *, together: bool) -> Iterator[Outcome]:
    """The benches of a server that decides together what waits together, or of one that does
    not; none of them, no server."""
    wanted = [name for name in names if together is (name not in _ONE_BY_ONE)]
    if wanted:
        with server(together=together):
            for name in wanted:
                yield BENCHES[name](clock.now(), seconds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", default=list(BENCHES))
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=8, help="of each of the three rounds")
    given = parser.parse_args()
    print(f"  home {HOME}, port {PORT}", flush=True)
    try:
        prepare(given.people)
        require_durable()
        outcomes = [*_those(given.names, given.seconds, together=True),
                    *_those(given.names, given.seconds, together=False)]  # fmt: skip
    finally:
        database.stop()
    for outcome in outcomes:
        if any(outcome.missing.values()):
            print(f"  {outcome.name}: {outcome.missing}", flush=True)
    for outcome in outcomes:
        print(outcome, flush=True)
    return 0 if all(outcome.is_met for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
