"""Families pay what they owe by signed calls of banks, against booking in the same minutes.

The month is billed first. Each family pays once, all of it: families that pay on time, and
suspended ones whose months in arrears are settled and whose cards become active by it.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import islice

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from bench import payers, rush, statements
from bench.environment import PORT, ROOT
from bench.ground import BENCH, empty_dues, rows, settle
from bench.load import Run
from bench.payers import Debt, Payer, Round
from bench.rounds import Bars, Outcome, interleaved
from titian.bridging import services as bridging
from titian.bridging.types import NewBank
from titian.contributions import selectors as contributions_read
from titian.contributions import services as contributions
from titian.contributions.types import Payability
from titian.kernel import clock
from titian.platform.db.sealing import unseal

_BANKS = 8
_A_SECOND = 300  # families made ready to pay; a faster round ends early
_BARS = Bars(ratio=0.4, sql=12)

_PAYABLE = """
SELECT p.card_sealed FROM member_family f JOIN member_person p ON p.id = f.head_id
WHERE f.id IN (SELECT family_id FROM contribution_bill WHERE settled_by_id IS NULL)
ORDER BY md5(f.id::text)
"""
_TOLD = """
SELECT (SELECT count(*) FROM contribution_payment),
       (SELECT count(*) FROM audit_entry WHERE action = 'contributions.paid'),
       (SELECT count(*) FROM outbox_event WHERE name = 'contributions.paid')
"""
_CHECKS = """
SELECT (SELECT count(*) - count(DISTINCT family_id) FROM contribution_payment),
  (SELECT count(*) FROM contribution_payment y WHERE NOT y.active_after OR EXISTS (
    SELECT 1 FROM member_person p WHERE p.family_id = y.family_id
    AND p.status = 'NONAKTIF_TUNGGAKAN')),
  abs((SELECT coalesce(sum(CASE 'member_due' WHEN debit THEN amount WHEN credit THEN -amount
      ELSE 0 END), 0) FROM contribution_ledger)
    - (SELECT coalesce(sum(amount - credited), 0) FROM contribution_bill
       WHERE settled_by_id IS NULL))
"""


def run(sessions: Sequence[int], *, at: datetime, seconds: int) -> Outcome:
    """Three rounds of payments, each after a round of bookings over `sessions`."""
    empty_dues()
    contributions.bill_month(month=at.date().replace(day=1), by=BENCH, at=at)
    rows("ANALYZE contribution_account, contribution_bill, contribution_ledger")
    banks, debts = [_bank(number, at) for number in range(_BANKS)], _debts()
    sql = max(statements.counted(_statements(banks[0], debt)) for debt in islice(debts, 2))

    told = interleaved(
        lambda: _round(banks, debts, seconds),
        _booking(sessions, at, seconds),
        name="va_payment",
        count=_written,
        against="rush",
    )
    settle()
    twice, inactive, unbalanced = rows(_CHECKS)[0]
    print(f"  va_payment: {told.done} paid over HTTP; {told.written} payments with audit and event")
    never = {"twice": twice, "inactive": inactive, "unbalanced": int(unbalanced)}
    missing = {"failed": told.failed, "unwritten": abs(told.done - told.written)}
    empty_dues()
    return Outcome("va_payment", told.best, told.limit, sql, _BARS, never, missing, against="rush")


def _booking(sessions: Sequence[int], at: datetime, seconds: int) -> Callable[[], float]:
    once = rush.rounds(sessions, at=at, seconds=seconds)
    return lambda: once().per_second


def _round(banks: Sequence[Payer], debts: Iterator[Debt], seconds: int) -> Run:
    """In a process of the banks' own."""
    given = Round(PORT, seconds, banks, list(islice(debts, seconds * _A_SECOND)))
    done = subprocess.run(
        [sys.executable, "-m", "bench.payers"],
        input=json.dumps(asdict(given)),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Run(**json.loads(done.stdout))


def _statements(bank: Payer, debt: Debt) -> list[str]:
    token = payers.signed_in(bank, PORT)
    call = payers.signed(bank, token, debt, str(int(clock.now().timestamp() * 1_000_000)))
    return statements.of_call(payers.PAYMENT, call.headers, call.body)


def _bank(number: int, at: datetime) -> Payer:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    name = f"BENCH{at:%y%m%d%H%M%S}{number}"
    new = NewBank(name, name.lower(), f"Bank uji beban {number}", "88888", public.decode())
    secret = bridging.add_bank(bank=new, by=BENCH, at=at)
    return Payer(name, name.lower(), "88888", secret, private.decode())


def _debts() -> Iterator[Debt]:
    """Of every family that has a bill, in no order: what a bank would be shown."""
    for (card,) in rows(_PAYABLE):
        number = unseal(bytes(card))[-11:]
        found, _ = contributions_read.outstanding_by_number(number, at=clock.now())
        if found.payability is Payability.PAYABLE:
            yield Debt(number, found.amount)


def _written() -> int:
    """Payments as their table, the audit and the outbox tell them."""
    return int(min(rows(_TOLD)[0]))
