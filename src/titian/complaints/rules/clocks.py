"""What is promised, and when it is due (domain-rules §5.1): five working days is the law's limit
for a complaint unit; a first answer within 24 hours is our own promise.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from titian.complaints.types import CaseKind, Category, ClockKind
from titian.kernel.dated import Dated, in_force
from titian.kernel.promises import Promise, Unit
from titian.kernel.working_hours import Office, worked_between

FIRST_HOURS = "first_hours"
SOLVE_DAYS = "solve_days"
DEFAULTS: Mapping[str, int] = {FIRST_HOURS: 24, SOLVE_DAYS: 5}


def promise_of(
    kind: ClockKind,
    category: Category,
    rows: Iterable[Dated],
    on: date,
    office: Office,
    wanted: CaseKind = CaseKind.COMPLAINT,
) -> Promise:
    """The number in force for the category (`solve_days.queue`), for the kind of case
    (`solve_days.question.queue`, `solve_days.question`), for all, or the default. A working day
    is as long as the office is open.
    """
    names = _names(category, wanted)
    if kind is ClockKind.FIRST:
        return Promise(timedelta(hours=_number(FIRST_HOURS, names, rows, on)), _UNITS[kind])
    opens, closes = office.hours_on(on)
    return Promise(_number(SOLVE_DAYS, names, rows, on) * (closes - opens), _UNITS[kind])


_UNITS: Mapping[ClockKind, Unit] = {
    ClockKind.FIRST: Unit.DAY_AND_NIGHT,
    ClockKind.SOLVE: Unit.WORKING_HOURS,
}


def used_between(start: datetime, end: datetime, office: Office) -> timedelta:
    """Of a promise in working hours: how much of it ran between two moments."""
    return worked_between(start, end, office)


def _names(category: Category, wanted: CaseKind) -> tuple[str, ...]:
    """What a number may be called, the closest first."""
    if wanted is CaseKind.COMPLAINT:
        return (f".{category}", "")
    return (f".{wanted}.{category}", f".{wanted}", "")


def _number(key: str, names: tuple[str, ...], rows: Iterable[Dated], on: date) -> int:
    rows = list(rows)
    found = (in_force(rows, f"{key}{name}", on) for name in names)
    return next((one for one in found if one is not None), DEFAULTS[key])
