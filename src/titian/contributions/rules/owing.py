"""What a family owes and can pay now: all of it or nothing (domain-rules §2.2, §2.3, §2.6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from titian.contributions.rules.days import (
    Window,
    first_payment_window,
    month_of,
    months_after,
    past_months,
)
from titian.contributions.rules.parameters import Parameters
from titian.contributions.rules.tariffs import SELF_PAYING, monthly_line
from titian.contributions.types import BillKind, DueLine, Outstanding, Payability
from titian.members.types import Payer, Status, WardClass

OWING = frozenset({Status.AKTIF, Status.NONAKTIF_TUNGGAKAN})

DueDay = Callable[[date], date]


@dataclass(frozen=True, slots=True)
class BillOnRecord:
    """A bill: open, or of the running month."""

    line: DueLine
    settled: bool = False
    plan_id: int | None = None

    @property
    def in_plan(self) -> bool:
        """A month whose debt is paid by instalments."""
        return self.plan_id is not None and self.line.kind is BillKind.MONTHLY


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that decides what a family can pay on a day.

    `unbilled_months`: months in arrears of a family from before it had an account here.
    """

    family_id: int
    people: Sequence[Payer]
    bills: Sequence[BillOnRecord]
    on: date
    unbilled_months: int = 0

    @property
    def open_bills(self) -> list[BillOnRecord]:
        return [bill for bill in self.bills if not bill.settled]

    @property
    def plan_id(self) -> int | None:
        """The running plan: instalments are still to be paid, due or not."""
        kept = (b.plan_id for b in self.open_bills if b.line.kind is BillKind.INSTALMENT)
        return next(kept, None)


@dataclass(frozen=True, slots=True)
class Owed:
    """What can be paid, and what paying it does."""

    outstanding: Outstanding
    waiting: tuple[int, ...]  # whose first payment it is
    suspended: tuple[int, ...]  # who is suspended for arrears
    forgiven: tuple[DueLine, ...]
    plan_ends: bool  # no instalment is left after it


def owed(now: Situation, parameters: Parameters, due_day: DueDay) -> Owed:
    month = month_of(now.on)
    payers = [one for one in now.people if one.segment in SELF_PAYING]
    windows = {
        one.person_id: first_payment_window(one.since, parameters, born_on=one.birth_date)
        for one in payers
        if one.status is Status.MENUNGGU_BAYAR_PERTAMA
    }
    waiting = tuple(pk for pk, window in windows.items() if _is_open(window, now.on))

    asked, forgiven = _arrears(now, payers, parameters, due_day)
    current = _current(now, payers, len(waiting), parameters, due_day)
    others = [bill.line for bill in now.open_bills if bill.line.kind is not BillKind.MONTHLY]
    due = [line for line in others if line.kind is BillKind.FINE or line.month <= month]
    later = [line for line in others if line not in due]

    lines = (*asked, *due, *current)
    held = {bill.line.month for bill in now.open_bills if bill.in_plan}
    outstanding = Outstanding(
        family_id=now.family_id,
        payability=_payability(now, lines, payers, windows),
        lines=lines,
        months_in_arrears=len({line.month for line in (*asked, *forgiven)} | held),
        forgiven_months=len({line.month for line in forgiven}),
        payable_from=min((window.opens for window in windows.values()), default=None),
        payable_until=max((window.closes for window in windows.values()), default=None),
    )
    suspended = tuple(o.person_id for o in payers if o.status is Status.NONAKTIF_TUNGGAKAN)
    return Owed(
        outstanding, waiting, suspended, tuple(forgiven), now.plan_id is not None and not later
    )


def _arrears(
    now: Situation, payers: Sequence[Payer], parameters: Parameters, due_day: DueDay
) -> tuple[list[DueLine], list[DueLine]]:
    """Unpaid past months: the latest that are asked for, and those too old to be.

    Those before the months of a plan were too old when it was agreed.
    """
    lines = [
        bill.line
        for bill in now.open_bills
        if bill.line.kind is BillKind.MONTHLY
        and bill.line.month < month_of(now.on)
        and not bill.in_plan
    ]
    lines += unbilled(now, payers, parameters, due_day)
    months = sorted({line.month for line in lines})
    first_held = min((bill.line.month for bill in now.bills if bill.in_plan), default=date.min)
    latest = months[-parameters.whole("arrears.max_months", now.on) :]
    kept = {month for month in latest if month > first_held}
    lines.sort(key=lambda line: (line.month, line.number))
    return (
        [line for line in lines if line.month in kept],
        [line for line in lines if line.month not in kept],
    )


def unbilled(
    now: Situation, payers: Sequence[Payer], parameters: Parameters, due_day: DueDay
) -> list[DueLine]:
    """Past months that were unpaid before the family had an account: each by its own tariff."""
    owing = [one for one in payers if one.status in OWING]
    if not owing:
        return []
    return [
        monthly_line(
            people=len(owing), ward=owing[0].ward_class, month=month, due_on=due_day(month),
            parameters=parameters,
        )
        for month in past_months(month_of(now.on), now.unbilled_months)
    ]  # fmt: skip


def _current(
    now: Situation,
    payers: Sequence[Payer],
    waiting: int,
    parameters: Parameters,
    due_day: DueDay,
) -> list[DueLine]:
    """The running month: what is billed, what is not billed yet, and who pays first."""
    month = month_of(now.on)
    of_month = [
        bill
        for bill in now.bills
        if bill.line.kind is BillKind.MONTHLY and bill.line.month == month
    ]
    lines = [bill.line for bill in of_month if not bill.settled and not bill.in_plan]
    unbilled_people = 0 if of_month else sum(one.status in OWING for one in payers)
    people = unbilled_people + waiting
    if people:
        number = max((bill.line.number for bill in of_month), default=-1) + 1
        ward = _ward_of(payers)
        lines.append(
            monthly_line(
                people=people, ward=ward, month=month, due_on=due_day(month),
                parameters=parameters, number=number,
            )
        )  # fmt: skip
    return lines


def next_month(now: Situation, parameters: Parameters, due_day: DueDay) -> DueLine | None:
    """What the next month will ask for, as things stand."""
    payers = [one for one in now.people if one.segment in SELF_PAYING and one.status in OWING]
    if not payers:
        return None
    month = months_after(month_of(now.on), 1)
    return monthly_line(
        people=len(payers), ward=_ward_of(payers), month=month, due_on=due_day(month),
        parameters=parameters,
    )  # fmt: skip


def _ward_of(payers: Sequence[Payer]) -> WardClass:
    """A self-paying family has one class for all (§1.3)."""
    return payers[0].ward_class


def _is_open(window: Window, on: date) -> bool:
    return window.opens <= on <= window.closes


def _payability(
    now: Situation,
    lines: Sequence[DueLine],
    payers: Sequence[Payer],
    windows: dict[int, Window],
) -> Payability:
    if lines:
        return Payability.PAYABLE
    if any(now.on < window.opens for window in windows.values()):
        return Payability.TOO_EARLY
    if windows and all(one.person_id in windows for one in payers):
        return Payability.LAPSED
    is_ours = any(one.status in OWING for one in payers) or now.plan_id is not None
    return Payability.NOTHING_DUE if is_ours else Payability.NOT_OURS
