"""Facilities tell of numbers they gave, by signed calls, against booking one by one.

Each is an active member without a booking; each becomes a ticket with its claim on the day, its
history, audit and event.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import islice

from bench import adders, rush, statements
from bench.adders import Given, Round
from bench.environment import PORT, ROOT
from bench.ground import BENCH, rows
from bench.hospitals import Hospital, signed
from bench.load import Run
from bench.rounds import Bars, Outcome, interleaved
from titian.bridging import services as bridging
from titian.bridging.types.wire import Wire
from titian.platform.db.sealing import unseal

_A_SECOND = 400  # numbers made ready; a faster round ends early
_BARS = Bars(ratio=0.4, sql=16)

_PEOPLE = """
SELECT card_sealed FROM member_person p WHERE status = 'AKTIF'
AND NOT EXISTS (SELECT FROM queue_day_claim c WHERE c.person_id = p.id)
ORDER BY md5(id::text || 'add') LIMIT %s
"""
_SESSIONS = """
SELECT s.facility_id, s.date, f.code, p.scheme_code FROM queue_session s
JOIN facility_service f ON f.id = s.service_id
JOIN facility_practitioner p ON p.id = s.practitioner_id WHERE s.id = ANY(%s) ORDER BY s.id
"""
_TOLD = """
SELECT (SELECT count(*) FROM queue_outside),
       (SELECT count(*) FROM outbox_event WHERE name = 'queue.outside_number_sent')
"""
_CHECKS = """
SELECT (SELECT count(*) - count(DISTINCT (facility_id, booking_code)) FROM queue_outside),
       (SELECT count(*) FROM queue_outside o WHERE NOT EXISTS (
         SELECT FROM queue_ticket t WHERE t.id = o.ticket_id))
"""


def run(sessions: Sequence[int], *, at: datetime, seconds: int) -> Outcome:
    """Three rounds of numbers, each after a round of bookings over `sessions`."""
    places = rows(_SESSIONS, [list(sessions)])
    facilities = sorted({facility for facility, *_ in places})
    who = [_hospital(facility, at) for facility in facilities]
    given = _given(places, facilities, 3 * seconds * _A_SECOND + 2, at)
    sql = max(statements.counted(_statements(who, one)) for one in islice(given, 2))

    told = interleaved(
        lambda: _round(who, list(islice(given, seconds * _A_SECOND)), seconds),
        _booking(sessions, at, seconds),
        name="antrean_add",
        count=_written,
        against="rush",
    )
    print(f"  antrean_add: {told.done} told over HTTP; {told.written} tickets with their events")
    twice, alone = rows(_CHECKS)[0]
    never = {"twice": twice, "alone": alone}
    missing = {"failed": told.failed, "unwritten": max(0, told.done - told.written)}
    return Outcome("antrean_add", told.best, told.limit, sql, _BARS, never, missing, against="rush")


def _booking(sessions: Sequence[int], at: datetime, seconds: int) -> Callable[[], float]:
    once = rush.rounds(sessions, at=at, seconds=seconds)
    return lambda: once().per_second


def _given(
    places: Sequence[tuple[int, object, str, int]], facilities: list[int], count: int, at: datetime
) -> Iterator[Given]:
    people = rows(_PEOPLE, [count])
    for number, (sealed,) in enumerate(people):
        facility, day, service, doctor = places[number % len(places)]
        body = {
            "kodebooking": f"{at:%d%H%M%S}#{number}",
            "jenispasien": "JKN",
            "nomorkartu": unseal(bytes(sealed)),
            "nik": "",
            "nohp": "081200000000",
            "kodepoli": service,
            "pasienbaru": 0,
            "norm": f"{number:06}",
            "tanggalperiksa": str(day),
            "kodedokter": doctor,
            "jampraktek": "08:00-14:00",
            "jeniskunjungan": 1,
            "nomorreferensi": "",
            "nomorantrean": f"A-{number}",
            "angkaantrean": number % 10_000,
            "estimasidilayani": int(at.timestamp() * 1000),
        }
        yield Given(facilities.index(facility), json.dumps(body))


def _round(who: Sequence[Hospital], given: Sequence[Given], seconds: int) -> Run:
    """In a process of the hospitals' own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.adders"],
        input=json.dumps(asdict(Round(PORT, seconds, who, given))),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Run(**json.loads(done.stdout))


def _statements(who: Sequence[Hospital], one: Given) -> list[str]:
    return statements.of_call(adders.PATH, signed(who[one.hospital]), one.body.encode())


def _hospital(facility: int, at: datetime) -> Hospital:
    made = bridging.make_consumer(facility_id=facility, by=BENCH, at=at)
    return Hospital(made.cons_id, made.secret, made.user_keys[Wire.ANTREAN_RS])


def _written() -> int:
    """Numbers as their table and the outbox tell them."""
    return int(min(rows(_TOLD)[0]))
