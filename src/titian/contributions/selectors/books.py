"""The books of all families at once."""

from django.db import connection

from titian.contributions.types import BillKind

_APART = """
SELECT abs(coalesce(sum(CASE 'member_due' WHEN debit THEN amount WHEN credit THEN -amount END), 0)
    - (SELECT coalesce(sum(amount - credited), 0) FROM contribution_bill
       WHERE settled_by_id IS NULL AND kind = ANY(%s)))
  + abs(coalesce(sum(CASE 'bank' WHEN debit THEN amount WHEN credit THEN -amount END), 0)
    - (SELECT coalesce(sum(amount), 0) FROM contribution_payment))
FROM contribution_ledger
"""


def out_of_balance() -> int:
    """Rupiah by which the ledger differs from what is owed by open bills (the parts of a plan
    are months already), and from what came in; 0 is sound."""
    with connection.cursor() as cursor:
        cursor.execute(_APART, [[BillKind.MONTHLY, BillKind.FINE]])
        (apart,) = cursor.fetchone()
    return int(apart)
