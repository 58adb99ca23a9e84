"""Days of dues: months, due dates, suspension, the window of the first payment (§2.2, §2.3)."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

from titian.contributions.rules.parameters import Parameters

_DAY = timedelta(days=1)
_SATURDAY = 5
_COUNTS_BACK = timedelta(days=7)


def month_of(day: date) -> date:
    return day.replace(day=1)


def months_after(month: date, count: int) -> date:
    """The month `count` months later, or earlier when negative."""
    years, index = divmod(month.year * 12 + month.month - 1 + count, 12)
    return date(years, index + 1, 1)


def past_months(month: date, count: int) -> list[date]:
    """The `count` months before this one, the oldest first."""
    return [months_after(month, -n) for n in range(count, 0, -1)]


def last_day(month: date) -> date:
    return months_after(month, 1) - _DAY


def working_day_from(day: date, days_off: Container[date]) -> date:
    """The day itself, or the next one that is neither weekend nor holiday."""
    while day.weekday() >= _SATURDAY or day in days_off:
        day += _DAY
    return day


def due_on(month: date, parameters: Parameters, days_off: Container[date]) -> date:
    day = month.replace(day=parameters.whole("due_day", month))
    return working_day_from(day, days_off)


def counts_on(paid_on: date, recorded_on: date) -> date:
    """The day a payment counts for: when the bank took the money, at most a week ago.

    A call that says an older day does not choose an older month to pay.
    """
    return max(min(paid_on, recorded_on), recorded_on - _COUNTS_BACK)


@dataclass(frozen=True, slots=True)
class Window:
    """From which day and until which day, both included, the first payment is taken."""

    opens: date
    closes: date


def first_payment_window(
    registered_on: date,
    parameters: Parameters,
    *,
    born_on: date | None = None,
) -> Window:
    """A newborn registered in time does not wait. Who came from another segment without a gap
    is active at once (`members`) and has no first payment.
    """
    wait = parameters.whole("first_payment.wait_days", registered_on)
    longest = parameters.whole("first_payment.max_days", registered_on)
    if is_newborn_in_time(born_on, registered_on, parameters):
        wait = 0
    return Window(registered_on + timedelta(days=wait), registered_on + timedelta(days=longest))


def is_newborn_in_time(born_on: date | None, registered_on: date, parameters: Parameters) -> bool:
    """§1.4: registered at most 28 calendar days after birth."""
    if born_on is None:
        return False
    return registered_on - born_on <= timedelta(
        days=parameters.whole("newborn.days", registered_on)
    )
