"""By when what must have happened; every number of days is a dated parameter (§10.4, M)."""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from titian.claims.types import ClaimState
from titian.kernel.dated import Dated, in_force

DEFAULTS: Mapping[str, int] = {
    "claim.send_day": 10,  # of the month after
    "claim.receipt_days": 10,  # then the papers count as complete
    "claim.pay_days": 15,  # from complete papers
    "claim.expire_months": 6,
    "claim.repair_days": 30,  # a choice (L): whoever gets it back late still has a month
    "claim.most_papers": 12,
    "claim.show_amounts": 0,  # whether members see what the scheme paid
}


class Amounts:
    """The table, asked by key and day."""

    def __init__(self, rows: Iterable[Dated]) -> None:
        self._rows = list(rows)

    def value(self, key: str, on: date) -> int:
        found = in_force(self._rows, key, on)
        return DEFAULTS[key] if found is None else found


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def send_by(left_on: date, amounts: Amounts) -> date:
    """The day by which a month's claims are to be sent; later is late, not refused."""
    month = months_after(left_on.replace(day=1), 1)
    return month.replace(day=amounts.value("claim.send_day", left_on))


def expires_on(left_on: date, amounts: Amounts) -> date:
    """The last day on which a claim can be sent."""
    return months_after(left_on, amounts.value("claim.expire_months", left_on))


def due_on(
    state: ClaimState, today: date, expires: date, completed: date | None, amounts: Amounts
) -> date | None:
    """The clock of a state that begins today; None where nobody's runs."""
    if state is ClaimState.PREPARED:
        return expires
    if state is ClaimState.SUBMITTED:
        return today + timedelta(days=amounts.value("claim.receipt_days", today))
    if state is ClaimState.RETURNED:
        return max(expires, today + timedelta(days=amounts.value("claim.repair_days", today)))
    if state in (ClaimState.COMPLETE, ClaimState.CHECKING, ClaimState.APPROVED):
        begun = completed or today
        return begun + timedelta(days=amounts.value("claim.pay_days", begun))
    return None
