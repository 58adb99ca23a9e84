"""The first working day of a month, 06.00 to 11.00, in ten minutes, at twice what is sustainable.

First the sustainable rate is measured, in the same minute, by members who come one after the
other as fast as they are answered; then twice as many a second come as people come: when they
like. One in five only looks at their home page, in both. Everybody must be answered within two
seconds, with a ticket, a place in the waiting room, or (who only looks) when the page asks again
by itself; what was acknowledged must be there; nobody may go in before who came earlier.

`python -m bench.replay --minutes 10`
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from bench import crowds, places, rush
from bench.crowd import Comer, Seen, arrivals
from bench.environment import HOME, PORT, database
from bench.ground import prepare, rows, server, settle, sign_in
from bench.pgbench import require_durable
from titian.kernel import clock
from titian.platform.http.room.keeper import the_keeper
from titian.platform.http.room.rules import Order

# Half hours from 06.00 (users.md A3): a plain morning, with the burst of 07.00 to 10.00 three
# to four times as high.
CURVE = (1.0, 1.4, 3.6, 4.0, 3.8, 3.6, 3.2, 2.8, 1.8, 1.3)
_READ_EVERY = 5  # one in five only looks at their home page


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seconds", type=int, default=8, help="to measure what is sustainable")
    parser.add_argument("--times", type=float, default=2, help="what is sustainable, offered")
    given = parser.parse_args()
    print(f"  home {HOME}, port {PORT}", flush=True)
    try:
        prepare(given.people)
        require_durable()
        with server():
            length = given.minutes * 60
            return _run(clock.now(), given.seconds, length=length, times=given.times)
    finally:
        database.stop()


def _run(at: datetime, seconds: int, *, length: float, times: float) -> int:
    sessions = places.morning(at=at)
    measure = rush.rounds(sessions, at=at, seconds=seconds, look_every=_READ_EVERY)
    the_keeper().obey(Order.OFF)  # what is sustainable is what is done without making anybody wait
    sustainable = max(measure().per_second for _ in range(2))
    the_keeper().obey(Order.BY_ITSELF)
    settle()
    mean = sustainable * times
    print(f"  sustainable {sustainable:.0f}/s, offering {mean:.0f}/s on average", flush=True)
    comers = _comers(sessions, length=length, mean=mean, at=at)
    form = rush.form_for(comers[0].person, comers[0].session)
    seen = crowds.come(comers, port=PORT, form=form, seconds=length + 20)
    return _told(seen, sustainable, mean, len(comers))


def _comers(sessions: Sequence[int], *, length: float, mean: float, at: datetime) -> list[Comer]:
    moments = list(arrivals(CURVE, seconds=length, mean=mean))
    chosen = rows(
        "SELECT id, full_name FROM member_person p WHERE status = 'AKTIF'"
        " AND NOT EXISTS (SELECT FROM queue_day_claim c WHERE c.person_id = p.id)"
        " ORDER BY md5(id::text || 'pagi') LIMIT %s",
        [len(moments)],
    )
    if len(chosen) < len(moments):
        print(f"  only {len(chosen)} of {len(moments)} people: the curve is cut", flush=True)
    tokens = sign_in(chosen, at=at)
    return [
        Comer(token, person, sessions[number % len(sessions)], after, number % _READ_EVERY == 0)
        for number, (token, (person, _), after) in enumerate(
            zip(tokens, chosen, moments, strict=False)
        )
    ]


def _told(seen: Seen, sustainable: float, mean: float, came: int) -> int:
    late = len(seen.late)
    (found,) = rows("SELECT count(*) FROM queue_ticket WHERE code = ANY(%s)", [seen.codes])[0]
    lost = len(seen.codes) - int(found)
    order = seen.broken_order()
    ordered = sorted(seen.latencies)
    p99 = ordered[int(len(ordered) * 0.99)] * 1000
    if seen.unexpected:
        kinds = {what: seen.unexpected.count(what) for what in set(seen.unexpected)}
        print(f"  unexpected answers: {kinds}", flush=True)
    for minute, kinds in _late_by_minute(seen):
        print(f"  late in minute {minute}: {kinds}", flush=True)
    print(
        f"  {came} came, {len(seen.codes)} booked, {len(seen.joined)} were given a place,"
        f" {len(seen.turns)} had their turn, {len(seen.looks)} saw home"
        f" (half of them within {_middle(seen.looks):.1f} s), {seen.away} times home was not to be"
        " seen at once,"
        f" {len(seen.latencies)} answers, slowest {ordered[-1] * 1000:.0f} ms"
        f" (who measured was itself late by {seen.own_lag * 1000:.0f} ms at most)",
        flush=True,
    )
    print(
        f"rush_replay per_s={sustainable:.0f} offered_per_s={mean:.0f} p99_ms={p99:.0f}"
        f" late={late} lost={lost} order={order}",
        flush=True,
    )
    return 0 if not (late or lost or order or seen.unexpected) else 1


def _late_by_minute(seen: Seen) -> Iterator[tuple[int, dict[str, int]]]:
    """When it was that people waited too long, and for what."""
    counted = Counter((int(after // 60), what) for after, what in seen.late)
    for minute in sorted({minute for minute, _ in counted}):
        yield minute, {what: many for (at, what), many in counted.items() if at == minute}


def _middle(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) // 2] if seconds else 0.0


if __name__ == "__main__":
    sys.exit(main())
