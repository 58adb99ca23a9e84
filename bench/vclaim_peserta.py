"""Hospitals' systems ask for participants by signed, sealed calls, against the officers' page."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import cycle, islice

from bench import eligibility, hospitals, statements
from bench.environment import PORT, ROOT
from bench.ground import BENCH, rows
from bench.hospitals import Hospital, Round, Sought
from bench.load import Run
from bench.rounds import Bars, Outcome, interleaved
from titian.bridging import services as bridging
from titian.bridging.types.wire import Wire

_HOSPITALS = 16
_A_SECOND = 3000  # calls made ready; a faster round ends early
_BARS = Bars(ratio=0.6, sql=4)


def run(*, at: datetime, seconds: int) -> Outcome:
    """Three rounds of calls, each after a round of look-ups on the page."""
    who = [_hospital(at) for _ in range(_HOSPITALS)]
    endless = cycle([Sought(number, name) for number, name in eligibility.people()])
    _statements(who[0], next(endless))  # a process reads a hospital's credentials once a minute
    sql = max(_statements(who[0], next(endless)) for _ in range(20))

    told = interleaved(
        lambda: _round(who, list(islice(endless, seconds * _A_SECOND)), seconds),
        eligibility.looking(at=at, seconds=seconds),
        name="vclaim_peserta",
        count=_looks,
        against="eligibility",
    )
    print(f"  vclaim_peserta: {told.done} answered over HTTP; {told.written} with look and log")
    missing = {"failed": told.failed, "unrecorded": max(0, told.done - told.written)}
    return Outcome(
        "vclaim_peserta", told.best, told.limit, sql, _BARS, {}, missing, against="eligibility"
    )


def _round(who: Sequence[Hospital], sought: Sequence[Sought], seconds: int) -> Run:
    """In a process of the hospitals' own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.hospitals"],
        input=json.dumps(asdict(Round(PORT, seconds, who, sought))),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Run(**json.loads(done.stdout))


def _statements(who: Hospital, sought: Sought) -> int:
    path = hospitals.path_of(sought.number)
    seen = statements.of_call(path, hospitals.signed(who), b"", method="GET")
    return statements.counted(seen)


def _hospital(at: datetime) -> Hospital:
    """A facility of the register, whichever: what it may see does not depend on which."""
    ((facility,),) = rows("SELECT min(id) FROM facility")
    made = bridging.make_consumer(facility_id=facility, by=BENCH, at=at)
    return Hospital(made.cons_id, made.secret, made.user_keys[Wire.VCLAIM])


def _looks() -> int:
    """Answers as the audit and the log of calls tell them."""
    told = rows(
        "SELECT (SELECT count(*) FROM audit_entry WHERE starts_with(actor, 'bridge:')),"
        " (SELECT count(*) FROM wire_call WHERE code = '200')"
    )
    return int(min(told[0]))
