"""Everybody of a province is told by message: `python -m bench.announce`.

Telling, a part after the other, stands against booking one by one by the same process, round by
round in turn. Then one more is told by a process that is killed (-9) in the middle, again and
again, and finished; who should have been told is asked of the tables by a statement of our own.
"""

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.bookings import bookings, per_second
from bench.environment import HOME, ROOT, database
from bench.ground import prepare, rows
from bench.pgbench import require_durable
from bench.rounds import ROUNDS
from bench.statements import counted
from titian.announcements import services as announcements
from titian.announcements.types import Audience, Kind, NewAnnouncement, Text
from titian.kernel import clock
from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE, Grant, Scope

_PROVINCES = ("35", "51")
_EDITS = (Grant("editor", Scope(EVERYWHERE)),)
_ONE, _OTHER = Actor.staff("bench", _EDITS), Actor.staff("bench-2", _EDITS)
_KILLS = 4
_RATIO, _SQL = 10.0, 8
_DUE = """SELECT p.id FROM member_person p JOIN member_family f ON f.id = p.family_id
LEFT JOIN facility c ON c.id = p.facility_id
WHERE left(coalesce(f.village_id, c.regency_id), 2) = ANY (%s)
AND p.status NOT IN ('MENINGGAL', 'DUPLIKAT')
AND p.id IN (SELECT person_id FROM member_contact WHERE verified_at IS NOT NULL)"""
_LOST = f"""SELECT count(*) FROM ({_DUE}) AS due WHERE NOT EXISTS (SELECT FROM message m
WHERE m.recipient_ref = 'person:' || due.id AND m.key = %s)"""
_TWICE = """SELECT count(*) - count(DISTINCT recipient_ref)
+ abs(count(*) - (SELECT told_count FROM announcement WHERE id = %s)) FROM message WHERE key = %s"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=8, help="of each of the three rounds")
    parser.add_argument("--tell", action="store_true", help="nothing but tell, until killed")
    given = parser.parse_args()
    if given.tell:
        return _tell_until_killed()
    print(f"  home {HOME}", flush=True)
    at = clock.now()
    try:
        prepare(given.people)
        rows("TRUNCATE message CASCADE")
        require_durable()
        told, booked = _in_turn(at, given.seconds)
        sql = _statements(at)
        lost, twice, people = _though_killed(at)
    finally:
        database.stop()
    ratio = told / booked
    print(
        f"announce per_s={told:.0f} booking_per_s={booked:.0f} ratio_to_rush={ratio:.1f}"
        f" sql={sql} told={people} lost={lost} twice={twice}",
        flush=True,
    )
    return 0 if ratio >= _RATIO and sql <= _SQL and people and not lost and not twice else 1


def _in_turn(at: datetime, seconds: int) -> tuple[float, float]:
    """Told and booked in a second, the best of three rounds each."""
    each, told, booked = bookings(seconds, at), [], []
    for _ in range(ROUNDS):
        booked.append(per_second(each, seconds))
        number = _announced(at)
        began = time.perf_counter()
        per_second(_parts(at), seconds)
        took = time.perf_counter() - began
        told.append(_told(number) / took)
    return max(told), max(booked)


def _parts(at: datetime) -> Iterator[Callable[[], object]]:
    """Until everybody is told."""
    is_left = [1]

    def tell() -> None:
        is_left[0] = announcements.tell_some(at=at)

    while is_left[0]:
        yield tell


def _statements(at: datetime) -> int:
    _announced(at)
    with CaptureQueriesContext(connection) as seen:
        announcements.tell_some(at=at)
    return counted([query["sql"] for query in seen.captured_queries])


def _though_killed(at: datetime) -> tuple[int, int, int]:
    """Lost, told twice, and told in all."""
    number = _announced(at)
    for _ in range(_KILLS):
        command = [sys.executable, "-m", "bench.announce", "--tell"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as teller:
            if teller.stdout:
                teller.stdout.readline()
            time.sleep(random.uniform(0.05, 0.6))
            teller.kill()
    for tell in _parts(at):
        tell()
    key = f"announcement:{number}"
    lost, twice = rows(_LOST, [list(_PROVINCES), key]), rows(_TWICE, [number, key])
    return int(lost[0][0]), int(twice[0][0]), _told(number)


def _tell_until_killed() -> int:
    at = clock.now()
    print("telling", flush=True)
    while True:
        announcements.tell_some(at=at)


def _told(number: int) -> int:
    return int(rows("SELECT told_count FROM announcement WHERE id = %s", [number])[0][0])


def _announced(at: datetime) -> int:
    """A new one; whatever is still being told ends."""
    rows("UPDATE announcement SET state = 'withdrawn' WHERE state = 'approved'")
    new = NewAnnouncement(
        kind=Kind.INFO,
        text=Text("Loket contoh pindah", "Ke lantai dua."),
        audience=Audience(_PROVINCES),
        starts_at=at - timedelta(minutes=1),
        ends_at=at + timedelta(days=1),
        is_told=True,
    )
    number = announcements.draft(new=new, client_key=uuid4(), by=_ONE, at=at)
    announcements.propose(announcement_id=number, seen=1, client_key=uuid4(), by=_ONE, at=at)
    announcements.approve(announcement_id=number, seen=2, client_key=uuid4(), by=_OTHER, at=at)
    return number


if __name__ == "__main__":
    sys.exit(main())
