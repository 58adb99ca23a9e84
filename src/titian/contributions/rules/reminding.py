"""Which reminder a day calls for. Every one has a key, so that it is said once."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Reminder(StrEnum):
    """Why a family is reminded; also the name of the message."""

    DUE = "due"
    SUSPENSION = "suspension"
    INSTALMENT = "instalment"
    DEBIT_FAILED = "debit_failed"
    COMING_OF_AGE = "coming_of_age"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a family has said about reminders."""

    stopped: bool = False
    snoozed_until: date | None = None

    def leave_alone(self, on: date) -> bool:
        """A snooze holds to the end of its day."""
        return self.stopped or (self.snoozed_until is not None and on <= self.snoozed_until)


def step_before(due_on: date, *, on: date, days_before: Sequence[int]) -> int | None:
    """The reminder that is due: 5 from the fifth day before, 1 from the last; None too early,
    or once the due day has passed.

    A day on which nothing ran is made up for on the next.
    """
    left = (due_on - on).days
    if left < 0:
        return None
    return min((days for days in days_before if left <= days), default=None)


def suspension_is_near(on: date, *, days_before: int) -> bool:
    """The last days of a month: whoever has not paid it is suspended on the next first."""
    return monthrange(on.year, on.month)[1] - on.day < days_before


def key_of(kind: Reminder, *, family_id: int, about: date, step: int | None = None) -> str:
    """Once for each family, kind, and month or day it is about."""
    which = "" if step is None else f":{step}"
    return f"contributions.{kind}:{family_id}:{about.isoformat()}{which}"
