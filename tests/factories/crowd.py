"""Dues of a whole town in a few statements: enough that reading all of them would be slow.

The families exist in the books only, so whoever makes a crowd must undo it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_FIRST = 5_000_000_000  # far above any real id
_TABLES = ("account", "payment", "bill", "ledger")
_ROWS = (
    """
INSERT INTO contribution_account (family_id, opened_at)
SELECT n, now() FROM generate_series(%(first)s, %(last)s) n
""",
    """
INSERT INTO contribution_payment (id, family_id, receipt, partner, request_id, amount, paid_at,
  recorded_at, via, reference, months_in_arrears, activated, active_after)
SELECT n, n, 'R' || n, 'BRI', 'crowd-' || n, 35000, moment, moment, 'virtual_account', '', 0,
  false, true
FROM (SELECT n, timestamptz '2026-10-01' + (n %% 30) * interval '1 day' AS moment
      FROM generate_series(%(first)s, %(last)s) n) AS paid
""",
    """
INSERT INTO contribution_bill (id, family_id, kind, month, number, of_parts, due_on, people,
  ward_class, tariff, subsidy, amount, credited, case_ref, made_at, settled_by_id)
SELECT n * 10 + months, n, 'monthly', date '2026-10-01' + months * interval '1 month', 0, 0,
  date '2026-10-12', 1, 'III', 42000, 7000, 35000, 0, '', now(),
  CASE WHEN months = 0 THEN n END
FROM generate_series(%(first)s, %(last)s) n, generate_series(0, 1) months
""",
    """
INSERT INTO contribution_ledger (family_id, month, entry, debit, credit, amount, bill_id,
  payment_id, posted_at)
SELECT family_id, month, entry, debit, credit, 35000, id,
  CASE entry WHEN 'payment' THEN settled_by_id END, now()
FROM contribution_bill, (VALUES ('charge', 'member_due', 'contribution'),
  ('payment', 'bank', 'member_due')) AS kinds(entry, debit, credit)
WHERE family_id >= %(first)s AND (entry = 'charge' OR settled_by_id IS NOT NULL)
""",
)
_CALLS = """
INSERT INTO snap_call (at, bank_id, said_partner, service, external_id, day, body_hash, outcome,
  odd, reference, claims, answer_sealed)
SELECT now(), %s, 'crowd', '25', n::text, current_date, '\\x00', '2002500', '', '', true, '\\x00'
FROM generate_series(1, %s) n
"""


@contextmanager
def a_town_of_payers(families: int = 20_000) -> Iterator[None]:
    """Each with an account, a month that is paid and one that is open."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _ROWS:
            cursor.execute(statement, {"first": _FIRST, "last": _FIRST + families - 1})
        cursor.execute("ANALYZE " + ", ".join(f"contribution_{name}" for name in _TABLES))
        yield
        transaction.set_rollback(True)


def many_calls(bank_id: int, count: int = 20_000) -> None:
    """As many as a bank makes on a busy day."""
    with connection.cursor() as cursor:
        cursor.execute(_CALLS, [bank_id, count])
        cursor.execute("ANALYZE snap_call")


def plans_of(statements: list[str]) -> dict[str, str]:
    """How the database would go about each of them."""
    found = {}
    for statement in statements:
        if statement.startswith(("SELECT", "UPDATE", "INSERT", "WITH", "DELETE")):
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + statement.replace("%", "%%"), [])
                found[statement] = "\n".join(row[0] for row in cursor.fetchall())
    return found


def read_whole(statements: list[str], prefixes: tuple[str, ...]) -> list[str]:
    """Statements that would read one of these tables from end to end."""
    return [
        f"{statement}\n{plan}"
        for statement, plan in plans_of(statements).items()
        if any(f"Seq Scan on {prefix}" in plan for prefix in prefixes)
    ]
