"""A promise by the clock of an office runs out by shares: each is told once, as it has gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from titian.kernel.working_hours import Office, due_after, due_by_day_and_night

SHARES = (50, 80, 100)  # of the time of a promise

_NONE = timedelta()


class Unit(StrEnum):
    WORKING_HOURS = "working_hours"  # while the office is open
    DAY_AND_NIGHT = "day_and_night"  # hours of the clock on working days


@dataclass(frozen=True, slots=True)
class Promise:
    within: timedelta
    unit: Unit


def due_at(start: datetime, left: timedelta, unit: Unit, office: Office) -> datetime:
    reckon = due_after if unit is Unit.WORKING_HOURS else due_by_day_and_night
    return reckon(start, max(left, _NONE), office)


def tell_at(
    start: datetime, used: timedelta, promise: Promise, told: int, office: Office
) -> datetime | None:
    """When the next share that was not told has gone; None when all were."""
    share = next((one for one in SHARES if one > told), None)
    if share is None:
        return None
    return due_at(start, promise.within * share / 100 - used, promise.unit, office)
