"""A bank's daily file is laid beside our books. What is clear is settled at once, by itself;
the rest waits for a person, who says how it ended and why. A payment that only a file brought by
a person tells of is booked by somebody else: nobody writes money into the books alone.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet

from titian.contributions.errors import (
    DifferenceSettled,
    DifferenceUnknown,
    MoneyWorkNotAllowed,
    SecondPersonNeeded,
)
from titian.contributions.models import BankStatement, Difference, Payment
from titian.contributions.rules.reconciling import Booked, Found, compared, may_handle_money
from titian.contributions.services.paying import pay
from titian.contributions.types import (
    DifferenceKind,
    Received,
    Settlement,
    Statement,
    StatementFault,
    StatementLine,
    Via,
)
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.clock import JAKARTA
from titian.kernel.errors import Refusal
from titian.platform.audit.services import Entry, record

_AT_ONCE = 1000
_BOOKED_LATE = timedelta(days=7)  # a bank may repeat a call for some days


def reconcile(*, statement: Statement, by: Actor, at: datetime) -> int:
    """Take a bank's file; returns its number. The same file again changes nothing, and one that
    was broken off goes on. Raises `MoneyWorkNotAllowed`.
    """
    if not may_handle_money(by):
        raise MoneyWorkNotAllowed
    taken = _taken(statement, by, at)
    if taken.finished_at is not None:
        return taken.pk

    ours, written = dict(_ours(statement)), _written(taken)
    found = compared(statement.lines, ours)
    apart = {one.line.row for one in found} | written
    matched = sum(line.row not in apart for line in statement.lines)
    for one in found:
        _write_down(taken, one, by, at)
    _write_faults(taken, statement.faults)
    _finish(taken, statement, matched, by, at)
    return taken.pk


@transaction.atomic
def settle_difference(
    *, difference_id: int, how: Settlement, note: str, by: Actor, at: datetime
) -> None:
    """A person says how a difference ended. `BOOKED` books the line now; its refusals pass on.

    Raises `DifferenceUnknown`, `DifferenceSettled`, `MoneyWorkNotAllowed`, `SecondPersonNeeded`.
    """
    if not may_handle_money(by):
        raise MoneyWorkNotAllowed
    rows = Difference.objects.select_for_update(of=("self",)).select_related("statement")
    one = rows.filter(pk=difference_id).first()
    if one is None:
        raise DifferenceUnknown
    if one.settlement:
        if (one.settlement, one.settled_by, one.note) == (how, by.ref, note):
            return
        raise DifferenceSettled

    if how is Settlement.BOOKED:
        if one.statement.taken_by == by.ref:
            raise SecondPersonNeeded
        one.payment_id = _book(one.statement.partner, _line_of(one), by, at)
    _settle(one, how, note, by, at)
    one.save()


def _taken(statement: Statement, by: Actor, at: datetime) -> BankStatement:
    """The row of this file, whoever brought it first."""
    wanted = {
        "partner": statement.partner,
        "day": statement.day,
        "lines": len(statement.lines) + len(statement.faults),
        "taken_at": at,
        "taken_by": by.ref,
    }
    return BankStatement.objects.get_or_create(digest=statement.digest, defaults=wanted)[0]


def _written(taken: BankStatement) -> set[int]:
    """Lines of this file that a run before, broken off, has already written down."""
    return set(Difference.objects.filter(statement=taken).values_list("row", flat=True))


def _ours(statement: Statement) -> Iterator[tuple[str, Booked]]:
    """Our payments that the file names, a thousand at a time."""
    ids = [line.request_id for line in statement.lines]
    for first in range(0, len(ids), _AT_ONCE):
        rows = Payment.objects.filter(
            partner=statement.partner, request_id__in=ids[first : first + _AT_ONCE]
        )
        for pk, request_id, amount in rows.values_list("pk", "request_id", "amount"):
            yield request_id, Booked(pk, request_id, amount)


@transaction.atomic
def _write_down(taken: BankStatement, found: Found, by: Actor, at: datetime) -> None:
    """One difference, settled at once where that is clear. Written once, however often tried."""
    line = found.line
    row = Difference(
        statement=taken,
        row=line.row,
        kind=found.kind,
        request_id=line.request_id,
        customer_sealed=line.customer_no,
        bank_amount=line.amount,
        our_amount=found.ours.amount if found.ours else None,
        payment_id=found.ours.payment_id if found.ours else None,
        paid_at=line.paid_at,
        reference=line.reference,
    )
    if Difference.objects.filter(statement=taken, row=line.row).exists():
        return
    if found.kind is DifferenceKind.MISSING_WITH_US:
        _book_if_fetched(row, taken.partner, line, by, at)
    elif found.is_harmless:
        _settle(row, Settlement.NOTHING_TO_DO, "", by, at)
    row.save()


def _book_if_fetched(
    row: Difference, partner: str, line: StatementLine, by: Actor, at: datetime
) -> None:
    """The bank has the money: book it, unless that is refused or a person brought the file; then
    another person looks.
    """
    if by.kind is not ActorKind.SYSTEM:
        row.reason = SecondPersonNeeded.code
        return
    try:
        row.payment_id = _book(partner, line, by, at)
    except Refusal as refusal:
        row.reason = refusal.code
    else:
        row.our_amount = line.amount
        _settle(row, Settlement.BOOKED, "", by, at)


def _book(partner: str, line: StatementLine, by: Actor, at: datetime) -> int:
    received = Received(
        partner=partner,
        request_id=line.request_id,
        amount=line.amount,
        paid_at=min(line.paid_at, at),
        via=Via.RECONCILIATION,
        reference=line.reference,
    )
    return pay(customer_no=line.customer_no, received=received, by=by, at=at).payment_id


@transaction.atomic
def _write_faults(taken: BankStatement, faults: Sequence[StatementFault]) -> None:
    rows = [
        Difference(
            statement=taken,
            row=fault.row,
            kind=DifferenceKind.UNREADABLE,
            reason=fault.reason,
            column=fault.column,
        )
        for fault in faults
    ]
    Difference.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_AT_ONCE)


@transaction.atomic
def _finish(
    taken: BankStatement, statement: Statement, matched: int, by: Actor, at: datetime
) -> None:
    """What the file does not have, what it has at last, and the count."""
    named = {line.request_id for line in statement.lines}
    absent = [one for one in _booked_that_day(statement) if one.request_id not in named]
    Difference.objects.bulk_create(
        [_absent(taken, payment) for payment in absent],
        ignore_conflicts=True,
        batch_size=_AT_ONCE,
    )
    for earlier in _waiting_for(statement.partner, named):
        _settle(earlier, Settlement.LATER_FILE, "", by, at)
        earlier.save()
    taken.matched, taken.finished_at = matched, at
    taken.save(update_fields=["matched", "finished_at"])
    record(
        Entry(by, "contributions.reconcile", f"statement:{taken.pk}", {"matched": matched}), at=at
    )


def _booked_that_day(statement: Statement) -> QuerySet[Payment]:
    """What this bank told us itself, paid on the file's day."""
    start, end = _day(statement.day)
    return Payment.objects.filter(
        partner=statement.partner,
        paid_at__gte=start,
        paid_at__lt=end,
        recorded_at__gte=start,
        recorded_at__lt=end + _BOOKED_LATE,
    )


def _absent(taken: BankStatement, payment: Payment) -> Difference:
    return Difference(
        statement=taken,
        row=0,
        kind=DifferenceKind.MISSING_WITH_BANK,
        request_id=payment.request_id,
        our_amount=payment.amount,
        payment_id=payment.pk,
        paid_at=payment.paid_at,
        reference=payment.reference,
    )


def _waiting_for(partner: str, named: set[str]) -> QuerySet[Difference]:
    """Payments that an earlier file did not have and this one has."""
    return Difference.objects.select_for_update(of=("self",)).filter(
        statement__partner=partner,
        kind=DifferenceKind.MISSING_WITH_BANK,
        settlement="",
        request_id__in=named,
    )


def _line_of(one: Difference) -> StatementLine:
    """The file's line again; only a line that names a payer can be booked."""
    if one.customer_sealed is None or one.bank_amount is None or one.paid_at is None:
        raise DifferenceUnknown
    return StatementLine(
        row=one.row,
        request_id=one.request_id,
        customer_no=one.customer_sealed,
        amount=one.bank_amount,
        paid_at=one.paid_at,
        reference=one.reference,
    )


def _settle(one: Difference, how: Settlement, note: str, by: Actor, at: datetime) -> None:
    one.settlement, one.note = how, note
    one.settled_at, one.settled_by = at, by.ref
    if one.pk is not None:
        entry = Entry(by, "contributions.settle_difference", f"difference:{one.pk}", {"how": how})
        record(entry, at=at)


def _day(day: date) -> tuple[datetime, datetime]:
    start = datetime.combine(day, time(), JAKARTA)
    return start, start + timedelta(days=1)
