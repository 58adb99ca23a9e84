"""On the first of a month, who did not pay the month before is suspended."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count

from titian.contributions.models import Bill
from titian.contributions.rules.days import month_of
from titian.contributions.services.locking import lock_accounts
from titian.contributions.types import BillKind
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.members import services as members

_FAMILIES_AT_ONCE = 2000


def suspend_unpaid(*, on: date, by: Actor, at: datetime) -> int:
    """Suspend everybody whose family owes a past month; returns how many people.

    Safe to repeat, and to go on with after it was ended halfway: who is suspended stays so.
    """
    suspended, after = 0, 0
    while families := _next_unpaid(after, month_of(on)):
        suspended += _suspend(families, on, by, at)
        after = families[-1]
    return suspended


def _next_unpaid(after: int, month: date) -> list[int]:
    unpaid = Bill.objects.filter(
        settled_by__isnull=True, kind=BillKind.MONTHLY, month__lt=month, family__gt=after
    )
    families = unpaid.order_by("family_id").values_list("family_id", flat=True)
    return list(families.distinct()[:_FAMILIES_AT_ONCE])


@transaction.atomic
def _suspend(families: Sequence[int], on: date, by: Actor, at: datetime) -> int:
    """What was paid until the accounts were locked is seen, what comes later waits."""
    lock_accounts(families)
    unpaid = Bill.objects.filter(
        settled_by__isnull=True,
        kind=BillKind.MONTHLY,
        month__lt=month_of(on),
        family__in=families,
    )
    months = dict(unpaid.values_list("family_id").annotate(months=Count("month", distinct=True)))
    known = members_read.months_in_arrears(months)

    return members.suspend_for_arrears(
        family_ids=months.keys(),
        months_in_arrears={pk: count for pk, count in months.items() if count != known[pk]},
        on=on,
        by=by,
        at=at,
    )
