"""The bills of a month for everybody: in sets, and never twice.

Families are taken in the order of their ids, some thousand in a transaction that also writes
how far the run has come. What is killed halfway goes on after the last committed family; that
nothing is billed twice is said by the unique constraints, not by the run.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import connection, transaction

from titian.contributions.events import MonthBilled
from titian.contributions.models import Bill, BillingRun
from titian.contributions.rules.billing import Asked, Biller, asked_of
from titian.contributions.selectors.parameters import due_days, parameters
from titian.contributions.services.employing import bill_employers
from titian.contributions.services.locking import lock_accounts, open_accounts
from titian.contributions.services.writing import NewBill, Posting, add_bills, add_state
from titian.contributions.types import BillKind
from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.platform.audit import services as audit
from titian.platform.db.batch import Batch
from titian.platform.outbox import services as outbox

_FAMILIES_AT_ONCE = 4000
_FIRST_TURN, _LATE_TURN = 1, 2


def bill_month(
    *,
    month: date,
    by: Actor,
    at: datetime,
    late: bool = False,
    progress: Callable[[int], object] = lambda people: None,
) -> int:
    """Bill a month; returns how many people this run went through. Goes on where it stopped.

    `late` is a second turn for who joined after the first. A turn that has ended does nothing.
    """
    turn = _LATE_TURN if late else _FIRST_TURN
    run, _ = BillingRun.objects.get_or_create(month=month, turn=turn, defaults={"started_at": at})
    table = parameters()
    biller = Biller(month, table, due_days(table))

    people = 0
    while (done := _bill_some(run.pk, biller, at)) is not None:
        people += done
        progress(done)

    if not BillingRun.objects.filter(pk=run.pk, finished_at__isnull=False).exists():
        bill_employers(month=month, table=table, at=at)
        _finish(run.pk, month, by, at)
    return people


@transaction.atomic
def _bill_some(run_id: int, biller: Biller, at: datetime) -> int | None:
    """The next families, in one transaction; how many people, or None when nobody is left."""
    run = BillingRun.objects.select_for_update().get(pk=run_id)
    until = members_read.family_after(run.last_family, _FAMILIES_AT_ONCE)
    if run.finished_at is not None or until is None:
        return None
    groups = members_read.payer_groups(after=run.last_family, until=until)

    asked = asked_of(groups)
    _write(asked, biller, at)

    count = sum(group.people for group in groups)
    run.last_family, run.people = until, run.people + count
    run.save(update_fields=["last_family", "people"])
    return count


def _write(asked: Sequence[Asked], biller: Biller, at: datetime) -> None:
    """Self-paying families get bills, of the past too when their account is opened by this."""
    paying = {one.family_id: one for one in asked if one.owing}
    opened = open_accounts(list(paying), at=at)
    lock_accounts(paying.keys() - opened)
    billed = _billed(paying.keys() - opened, biller.month)
    bills = [
        NewBill(one.family_id, line)
        for one in paying.values()
        if one.family_id not in billed
        for line in (
            *(biller.past(one) if one.family_id in opened else ()),
            biller.current(one),
        )
    ]
    by_state = [
        Posting.of_state(one.family_id, biller.month, amount)
        for one in asked
        if (amount := biller.by_state(one))
    ]

    batch = Batch()
    add_bills(batch, _numbered(bills), at=at)
    add_state(batch, by_state, at=at)
    batch.run()


def _billed(family_ids: set[int], month: date) -> set[int]:
    """Who has a bill of this month already: paid early, or billed by an earlier turn."""
    of_month = Bill.objects.filter(month=month, kind=BillKind.MONTHLY, family__in=family_ids)
    return set(of_month.values_list("family_id", flat=True))


def _numbered(bills: Sequence[NewBill]) -> list[NewBill]:
    ids = reserve_bills(len(bills))
    return [
        replace(bill, line=replace(bill.line, bill_id=pk))
        for bill, pk in zip(bills, ids, strict=True)
    ]


def reserve_bills(count: int) -> list[int]:
    """Ids before the rows exist: what a bill charges is written in the same statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('contribution_bill', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


@transaction.atomic
def _finish(run_id: int, month: date, by: Actor, at: datetime) -> None:
    run = BillingRun.objects.select_for_update().get(pk=run_id)
    if run.finished_at is not None:
        return
    run.finished_at = at
    run.save(update_fields=["finished_at"])
    data: dict[str, object] = {"people": run.people, "turn": run.turn}
    audit.record(audit.Entry(by, "contributions.billed", f"month:{month:%Y-%m}", data), at=at)
    outbox.announce(MonthBilled(month), at=at)
