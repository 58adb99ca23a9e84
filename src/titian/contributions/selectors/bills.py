"""Bills as the rules want them: one statement for the open ones and those of the month."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from titian.contributions.models import Bill, DuesAccount, LedgerEntry
from titian.contributions.rules.owing import BillOnRecord
from titian.contributions.types import BillKind, DueLine, Entry
from titian.members.types import WardClass

_FIGURES = ("people", "ward_class", "tariff", "subsidy", "number", "of_parts", "id")
_LINE = ("kind", "month", "due_on", *_FIGURES)
_COLUMNS = (
    "family_id", "kind", "month", "due_on", "amount", "credited", *_FIGURES, "settled_by", "plan",
)  # fmt: skip


def bills_on_record(family_ids: Collection[int], *, month: date) -> dict[int, list[BillOnRecord]]:
    """The open bills of families, and all of the month; by family, the oldest first."""
    wanted = Q(settled_by__isnull=True) | Q(month=month, kind=BillKind.MONTHLY)
    rows = Bill.objects.filter(wanted, family__in=list(family_ids))
    found: defaultdict[int, list[BillOnRecord]] = defaultdict(list)
    for row in rows.order_by("month", "number", "id").values_list(*_COLUMNS):
        found[row[0]].append(_on_record(*row[1:]))
    return found


def lines_settled_by(payment_ids: Collection[int]) -> dict[int, tuple[DueLine, ...]]:
    """What payments paid, line by line; what was forgiven with them is not among it."""
    entries = LedgerEntry.objects.filter(payment__in=list(payment_ids), entry=Entry.PAYMENT)
    bill = [f"bill__{name}" for name in _LINE]
    found: defaultdict[int, list[DueLine]] = defaultdict(list)
    for payment, amount, *figures in entries.order_by("id").values_list("payment", "amount", *bill):
        kind, month, due_on, *rest = figures
        found[payment].append(line_of(kind, month, due_on, amount, rest))
    return {payment: tuple(lines) for payment, lines in found.items()}


def bill_lines(bills: QuerySet[Bill]) -> tuple[DueLine, ...]:
    """Bills as they were made, whatever was paid of them."""
    return tuple(
        line_of(kind, month, due_on, amount, figures)
        for kind, month, due_on, amount, *figures in bills.values_list(
            "kind", "month", "due_on", "amount", *_FIGURES
        )
    )


def has_account(family_id: int) -> bool:
    return DuesAccount.objects.filter(pk=family_id).exists()


def line_of(kind: str, month: date, due_on: date, amount: int, figures: Sequence[Any]) -> DueLine:
    """`figures` as in `_FIGURES`."""
    people, ward, *rest = figures
    ward_class = WardClass(ward) if ward else None
    return DueLine(BillKind(kind), month, due_on, amount, people, ward_class, *rest)


def _on_record(
    kind: str, month: date, due_on: date, amount: int, credited: int, *rest: Any
) -> BillOnRecord:
    *figures, settled_by, plan = rest
    line = line_of(kind, month, due_on, amount - credited, figures)
    return BillOnRecord(line, settled_by is not None, plan)
