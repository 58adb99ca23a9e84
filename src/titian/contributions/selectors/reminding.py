"""Whom to remind, page by page."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, Min, OuterRef, QuerySet, Sum

from titian.contributions.models import Bill
from titian.contributions.rules.days import month_of
from titian.contributions.types import BillKind
from titian.members import selectors as members_read

_INSTALMENT = "instalment"


@dataclass(frozen=True, slots=True)
class ToRemind:
    """One family to be reminded; `head_id` is the person to tell, `due_on` the day it is about."""

    family_id: int
    head_id: int
    month: date
    due_on: date
    amount: int


def families_to_remind(kind: str, *, on: date, after_id: int, limit: int) -> list[ToRemind]:
    """Families in the order of their ids. `kind`: "due" (a bill of this month is open and no past
    one), "suspension" (the same, late in the month), "instalment" (a part of a plan is open).
    """
    bills = _open_parts(on) if kind == _INSTALMENT else _open_months(on)
    rows = (
        bills.filter(family__gt=after_id)
        .values_list("family_id")
        .annotate(about=Min("month"), due=Min("due_on"), asked=Sum(F("amount") - F("credited")))
        .order_by("family_id")[:limit]
    )
    found = list(rows)
    families = members_read.paying_families([row[0] for row in found])
    return [
        ToRemind(family_id, families[family_id].head_id, month, due_on, amount)
        for family_id, month, due_on, amount in found
        if family_id in families
    ]


def _open_months(on: date) -> QuerySet[Bill]:
    open_ones = Bill.objects.filter(settled_by__isnull=True, kind=BillKind.MONTHLY)
    earlier = open_ones.filter(family=OuterRef("family"), month__lt=month_of(on))
    return open_ones.filter(~Exists(earlier), month=month_of(on))


def _open_parts(on: date) -> QuerySet[Bill]:
    """The parts that can be paid in this month."""
    return Bill.objects.filter(
        settled_by__isnull=True, kind=BillKind.INSTALMENT, month__lte=month_of(on)
    )
