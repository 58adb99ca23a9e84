"""kill -9 between a bank and us: what the bank was told is taken exists, once, and is told once."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from tests.environment import ROOT
from tests.factories.banks import Bank, Send
from tests.faults.calling import Acknowledged, pay_all, wire
from tests.faults.town import Town, healthy, town, wait_until
from titian.kernel import clock

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(300)]

_FAMILIES = 120
_PEOPLE = 2  # of each
# The month after this: no worker has billed it by itself.
_MONTH = str((clock.today().replace(day=1) + timedelta(days=32)).replace(day=1))

_BOOKS = """
SELECT f.id, count(DISTINCT y.id), count(DISTINCT y.id) FILTER (WHERE y.active_after),
  (SELECT coalesce(sum(CASE 'member_due' WHEN l.debit THEN l.amount WHEN l.credit THEN -l.amount
     ELSE 0 END), 0) FROM contribution_ledger l WHERE l.family_id = f.id),
  (SELECT coalesce(sum(l.amount), 0) FROM contribution_ledger l
   WHERE l.family_id = f.id AND l.debit = 'bank'),
  (SELECT count(*) FROM member_person p WHERE p.family_id = f.id AND p.status = 'AKTIF'),
  (SELECT count(*) FROM contribution_bill b
   WHERE b.family_id = f.id AND b.settled_by_id IS NULL)
FROM member_family f LEFT JOIN contribution_payment y ON y.family_id = f.id
WHERE f.id = ANY(%s) GROUP BY f.id
"""
_NOTICES = """
SELECT y.id, (SELECT count(*) FROM message m WHERE m.key = 'contributions.paid:' || y.id)
FROM contribution_payment y WHERE y.family_id = ANY(%s)
"""
_WAITING = """
SELECT (SELECT count(*) FROM outbox_event WHERE relayed_at IS NULL)
  + (SELECT count(*) FROM outbox_delivery WHERE done_at IS NULL)
"""
_TWICE = """
SELECT count(*) FROM (SELECT 1 FROM contribution_bill WHERE kind = 'monthly'
GROUP BY family_id, month HAVING count(*) > 1) AS twice
"""
_OWING = """
SELECT count(DISTINCT p.family_id) FROM member_person p
WHERE p.segment IN ('PBPU', 'BP') AND p.status IN ('AKTIF', 'NONAKTIF_TUNGGAKAN')
"""
_BILLED = "SELECT count(*) FROM contribution_bill WHERE kind = 'monthly' AND month = %s"
_UNCHARGED = """
SELECT count(*) FROM contribution_bill b WHERE b.kind = 'monthly' AND NOT EXISTS (
SELECT 1 FROM contribution_ledger l WHERE l.bill_id = b.id AND l.entry = 'charge')
"""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    home: Path = tmp_path_factory.mktemp("bank-town")
    with town(home) as running:
        yield running


@pytest.mark.parametrize("victim", ["web", "database", "worker"])
def test_every_acknowledged_payment_exists_once_after_a_kill(here: Town, victim: str) -> None:
    made = _debtors(here, _FAMILIES)
    kills: dict[str, Callable[[], None]] = {
        "web": here.kill_web,
        "database": here.kill_database,
        "worker": here.kill_worker,
    }
    killer = threading.Thread(target=lambda: _kill_twice(kills[victim]))

    with wire(here.origin) as send:
        bank = _bank(send, made)
        killer.start()
        acknowledged = pay_all(bank, made["families"], made["amount"])
        killer.join()
    wait_until(lambda: healthy(here), "everything runs again")

    assert len(acknowledged) == _FAMILIES
    _each_is_booked_once(here, acknowledged, made["amount"])
    wait_until(lambda: here.rows(_WAITING) == [(0,)], "everything committed is said")
    notices = here.rows(_NOTICES, [one.family for one in acknowledged])
    assert {count for _, count in notices} == {1}


def test_sixteen_identical_callbacks_over_http_are_one_payment(here: Town) -> None:
    made = _debtors(here, 1)
    family = made["families"][0]
    gate = threading.Barrier(16)

    with wire(here.origin) as send, ThreadPoolExecutor(16) as pool:
        bank = _bank(send, made)
        bill = bank.bill(family["number"], f"{made['amount']}.00")

        def call(_: int) -> tuple[int, bytes]:
            gate.wait()
            answer = bank.pay(bill, external_id="1616")
            return answer.status_code, answer.content

        answers = list(pool.map(call, range(16)))

    assert len(set(answers)) == 1
    assert answers[0][0] == 200
    known = Acknowledged(family["family"], bill["paymentRequestId"], asked_again=False)
    _each_is_booked_once(here, [known], made["amount"])


def test_billing_that_is_killed_goes_on_and_bills_nobody_twice(here: Town) -> None:
    _run(here, "manage.py", "people", "--count", "5000", "--verbosity", "0")

    for step in range(1, 4):
        _killed_after(here, steps=step)
    _run(here, "-m", "tests.faults.inside", "billing", _MONTH)
    ((billed,),) = here.rows(_BILLED, _MONTH)
    _run(here, "-m", "tests.faults.inside", "billing", _MONTH)

    assert here.rows(_BILLED, _MONTH) == [(billed,)] == here.rows(_OWING)
    assert here.rows(_TWICE) == [(0,)] == here.rows(_UNCHARGED)


def _debtors(here: Town, count: int) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(_run(here, "-m", "tests.faults.inside", "owing", str(count)))
    return made


def _bank(send: Send, made: dict[str, Any]) -> Bank:
    key = load_pem_private_key(made["key"].encode(), password=None)
    assert isinstance(key, RSAPrivateKey)
    return Bank(**made["bank"], send=send, key=key).signed_in()


def _kill_twice(kill: Callable[[], None]) -> None:
    for _ in range(2):
        time.sleep(0.7)
        kill()


def _each_is_booked_once(here: Town, acknowledged: list[Acknowledged], amount: int) -> None:
    families = [one.family for one in acknowledged]
    wanted = [(family, 1, 1, 0, amount, _PEOPLE, 0) for family in sorted(families)]
    assert sorted(here.rows(_BOOKS, families)) == wanted
    requests = here.rows(
        "SELECT request_id FROM contribution_payment WHERE family_id = ANY(%s)", families
    )
    assert sorted(requests) == sorted((one.request_id,) for one in acknowledged)


def _killed_after(here: Town, *, steps: int) -> None:
    """Ended by SIGKILL once it has committed some more steps."""
    before = _reached(here)
    command = [sys.executable, "-m", "tests.faults.inside", "billing", _MONTH]
    billing = subprocess.Popen(command, cwd=ROOT, env=here.environment)
    try:
        wait_until(lambda: _reached(here) >= before + 20 * steps, "some families are billed")
    finally:
        os.kill(billing.pid, signal.SIGKILL)
        ended = billing.wait(timeout=10)
    assert ended == -signal.SIGKILL
    ((finished,),) = here.rows(
        "SELECT count(*) FROM contribution_billing_run WHERE finished_at IS NOT NULL"
        " AND month = %s", _MONTH,
    )  # fmt: skip
    assert finished == 0


def _reached(here: Town) -> int:
    ((billed,),) = here.rows(_BILLED, _MONTH)
    return int(billed)


def _run(here: Town, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=here.environment, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout
