"""A month is billed for everybody: `python -m bench.billing`.

The population has months in arrears but no accounts, so the run also opens every account and
writes the unpaid months of the past: more than any later month will ask for. Then the next
month is billed as it will be every month; the slower of the two counts. Whoever works has an
employer with a bill of its own; for whom the state pays, the state is charged.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta

from bench.employers import employ_everybody
from bench.environment import HOME, database
from bench.ground import BENCH, empty_dues, prepare, rows
from bench.pgbench import require_durable
from titian.contributions import services as contributions
from titian.kernel import clock

_SECONDS_FOR_A_MILLION = 300
_LEAST = 1_000_000 / _SECONDS_FOR_A_MILLION
_TWICE = """SELECT count(*) FROM (SELECT 1 FROM contribution_bill WHERE kind = 'monthly'
GROUP BY family_id, month HAVING count(*) > 1) AS twice"""
_UNCHARGED = """SELECT count(*) FROM contribution_bill b WHERE NOT EXISTS (
SELECT 1 FROM contribution_ledger l WHERE l.bill_id = b.id AND l.entry = 'charge'
AND l.amount = b.amount)"""
_UNBALANCED = """SELECT abs((SELECT coalesce(sum(amount), 0) FROM contribution_ledger
WHERE debit IN ('member_due', 'employer_due'))
- (SELECT coalesce(sum(amount), 0) FROM contribution_bill)
- (SELECT coalesce(sum(amount), 0) FROM contribution_employer_bill))"""


@dataclass(frozen=True)
class Turn:
    people: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.people / self.seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    given = parser.parse_args()
    print(f"  home {HOME}", flush=True)
    try:
        prepare(given.people)
        require_durable()
        empty_dues()
        print(f"  {employ_everybody()} workers have employers", flush=True)
        months = _this_and_next(clock.today())
        turns = [_billed(month) for month in months]
        again = sum(_billed(month).people for month in months)
        wrong = {"twice": _count(_TWICE), "unbalanced": _count(_UNBALANCED)}
        wrong |= {"uncharged": _count(_UNCHARGED), "again": again}
        slower = min(turns, key=lambda turn: turn.per_second)
        print(_line(slower, wrong), flush=True)
        empty_dues()
    finally:
        database.stop()
    return 0 if slower.per_second >= _LEAST and not any(wrong.values()) else 1


def _this_and_next(today: date) -> tuple[date, date]:
    this = today.replace(day=1)
    return this, (this + timedelta(days=31)).replace(day=1)


def _billed(month: date) -> Turn:
    begun = time.perf_counter()
    people = contributions.bill_month(month=month, by=BENCH, at=clock.now())
    took = time.perf_counter() - begun
    print(f"  {month:%Y-%m}: {people} people in {took:.1f} s", flush=True)
    return Turn(people, took)


def _count(sql: str) -> int:
    return int(rows(sql)[0][0])


def _line(turn: Turn, wrong: dict[str, int]) -> str:
    bills, employers, entries = (
        _count(f"SELECT count(*) FROM contribution_{table}")
        for table in ("bill", "employer_bill", "ledger")
    )
    told = " ".join(f"{name}={count}" for name, count in wrong.items())
    return (
        f"billing people_per_s={turn.per_second:.0f} seconds={turn.seconds:.0f}"
        f" bills={bills} employers={employers} ledger={entries} {told}"
    )


if __name__ == "__main__":
    sys.exit(main())
