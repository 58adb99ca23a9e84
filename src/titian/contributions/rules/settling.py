"""What a payment of everything due does: to bills, to a plan, to people's status."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from titian.contributions.rules.owing import Owed, Situation
from titian.contributions.types import BillKind, DueLine


@dataclass(frozen=True, slots=True)
class Credit:
    """A part of an instalment that goes to a month its plan covers."""

    line: DueLine
    amount: int

    @property
    def settles(self) -> bool:
        return self.amount == self.line.amount


@dataclass(frozen=True, slots=True)
class Settlement:
    paid: tuple[DueLine, ...]
    credited: tuple[Credit, ...]
    forgiven: tuple[DueLine, ...]
    months_left: int  # still in arrears
    first_paid: tuple[int, ...]  # people whose first payment it was
    reactivated: tuple[int, ...]
    is_active: bool  # everybody who pays for themselves and whose turn it was
    ends_plan: int | None

    @property
    def activates(self) -> bool:
        return bool(self.first_paid or self.reactivated)


def settlement(now: Situation, what: Owed, *, month: date) -> Settlement:
    """`month` is the one in which the payment is recorded; it may be later than the payment."""
    held = [bill.line for bill in now.open_bills if bill.in_plan]
    instalments = [o for o in what.outstanding.lines if o.kind is BillKind.INSTALMENT]
    parts = credited(held, sum(line.amount for line in instalments))

    done = {line.bill_id for line in (*what.outstanding.lines, *what.forgiven)}
    done |= {credit.line.bill_id for credit in parts if credit.settles}
    left = {
        bill.line.month
        for bill in now.open_bills
        if bill.line.kind is BillKind.MONTHLY
        and bill.line.month < month
        and bill.line.bill_id not in done
    }
    is_clear = not left and (now.plan_id is None or what.plan_ends)
    return Settlement(
        paid=what.outstanding.lines,
        credited=tuple(parts),
        forgiven=tuple(line for line in what.forgiven if line.bill_id is not None),
        months_left=len(left),
        first_paid=what.waiting,
        reactivated=what.suspended if is_clear else (),
        is_active=is_clear or not what.suspended,
        ends_plan=now.plan_id if what.plan_ends else None,
    )


def credited(months: Sequence[DueLine], amount: int) -> list[Credit]:
    """An amount given to the months of a plan, the oldest first."""
    parts = []
    for line in sorted(months, key=lambda one: (one.month, one.number)):
        part = min(line.amount, amount)
        amount -= part
        if part:
            parts.append(Credit(line, part))
    return parts
