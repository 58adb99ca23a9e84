"""What is measured on: a million people, accounts and sessions, `titian up` as it comes."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from bench.environment import HOME, PORT, ROOT, TITIAN, database
from titian.accounts import services as accounts
from titian.accounts.types import Newcomer
from titian.kernel.actors import Actor

BENCH = Actor.system("bench")
_AT_ONCE = 2000
_EMPTIED = "queue_session, queue_hold, queue_ticket, queue_day_claim, queue_ticket_event"
_DUES = (
    "contribution_account, contribution_bill, contribution_ledger, contribution_payment,"
    " contribution_plan, contribution_billing_run, contribution_employer, outbox_event"
)


def rows(sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall()) if cursor.description else []


def prepare(people: int) -> None:
    """Tables, regions, facilities and people; what is there from an earlier run is kept."""
    call_command("migrate", verbosity=0)
    call_command("ground", verbosity=0)
    (known,) = rows("SELECT count(*) FROM member_person")[0]
    if known < people:
        print(f"  loading people: {known} of {people} are here", flush=True)
        call_command("people", count=people)
    rows(f"TRUNCATE {_EMPTIED}, outbox_event CASCADE")
    empty_applications()
    shutil.rmtree(HOME / "room", ignore_errors=True)  # who waited in an earlier run has gone
    with transaction.atomic():
        rows("ANALYZE")


def empty_applications() -> None:
    """With their papers, which stand in a table alone: a backup would miss the files."""
    rows("TRUNCATE enrol_city, enrol_application CASCADE")
    rows("DELETE FROM upload WHERE by = %s", [BENCH.ref])


def empty_dues() -> None:
    """As if nobody had been billed, had paid or worked for anybody."""
    rows(f"TRUNCATE {_DUES} CASCADE")


def sign_in(people: Sequence[tuple[int, str]], *, at: datetime) -> list[str]:
    """A session for each (person, name), opened in bulk; returns the cookies' tokens."""
    tokens: list[str] = []
    for first in range(0, len(people), _AT_ONCE):
        newcomers = [Newcomer(str(pk), name) for pk, name in people[first : first + _AT_ONCE]]
        opened = accounts.open_member_sessions(newcomers, device="bench", by=BENCH, at=at)
        tokens += [session.token for session in opened]
    return tokens


@contextmanager
def server(*, together: bool = True) -> Iterator[None]:
    """`titian up` with its defaults: web, worker, everything on; but for those that are compared
    with requests one by one, which are not decided `together`.
    """
    environment = {**os.environ, "TITIAN_TOGETHER": str(int(together))}
    with (HOME / "bench-server.log").open("w") as log:
        process = subprocess.Popen(
            [str(TITIAN), "up"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            _wait(process)
            yield
        finally:
            process.terminate()
            process.wait(timeout=60)
            _connect_anew()


def _connect_anew() -> None:
    """It has stopped the database as well: it goes on, and nobody keeps what was open in it."""
    database.ensure()
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has one


def _wait(process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"titian up ended; see {HOME / 'bench-server.log'}")
        if _healthy():
            return
        time.sleep(0.2)
    raise RuntimeError("titian up was not healthy after two minutes")


def _healthy() -> bool:
    try:
        asked = HTTPConnection("localhost", PORT, timeout=2)
        asked.request("GET", "/healthz")
        return asked.getresponse().status == 200
    except (OSError, HTTPException):
        return False


def settle(seconds: float = 20) -> int:
    """Wait until the worker has caught up, so that it slows nobody's next round; how many
    events it has still to deliver when the seconds are over."""
    ends = time.monotonic() + seconds
    while (waiting := _undelivered()) and time.monotonic() < ends:
        time.sleep(0.5)
    return waiting


def _undelivered() -> int:
    (count,) = rows(
        "SELECT (SELECT count(*) FROM outbox_event WHERE relayed_at IS NULL)"
        " + (SELECT count(*) FROM outbox_delivery WHERE done_at IS NULL AND attempts = 0)"
    )[0]
    return int(count)
