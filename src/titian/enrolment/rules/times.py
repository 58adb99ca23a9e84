"""Clocks of applications: a step's time, the promise, the urgent case, the first day of cover."""

from datetime import date, datetime, timedelta

from titian.enrolment.types import Procedure, Terms
from titian.kernel.periods import day_of
from titian.kernel.working_hours import Office, due_after, due_by_day_and_night

SHARES = (50, 80, 100)  # of the time of a step: told to who can act


def counted_from(sent_at: datetime, procedure: Procedure, office: Office) -> datetime:
    """What comes after the office's cut-off counts from the next opening."""
    day = day_of(sent_at, office.zone)
    if procedure.cutoff is None or not office.works_on(day):
        return sent_at
    cutoff = datetime.combine(day, procedure.cutoff, office.zone)
    closes = office.hours_on(day)[1]
    return sent_at if sent_at <= cutoff else max(sent_at, closes)


def step_due(opened_at: datetime, time_allowed: timedelta, office: Office) -> datetime:
    return due_after(opened_at, time_allowed, office)


def share_gone(opened_at: datetime, due_at: datetime, at: datetime) -> int:
    """How much of the time has gone, in percent of calendar time; 100 and more is late."""
    whole = due_at - opened_at
    return 100 if whole <= timedelta() else int((at - opened_at) * 100 / whole)


def urgent_until(letter_at: datetime, within: timedelta, office: Office) -> datetime:
    """Hours of the clock on working days only (domain-rules §3.5, §4): of a letter at 16.40 on a
    Friday before a holiday on Monday, seven hours and twenty minutes run out on Friday night, the
    rest from Tuesday on.
    """
    return due_by_day_and_night(letter_at, within, office)


def covered_from(received_on: date, terms: Terms) -> date:
    """UHC Prioritas: the day itself. Else the 1st of next month; after the cut-off day of the
    month, of the one after (domain-rules §4, UHC levels).
    """
    if terms.same_day:
        return received_on
    late = terms.cutoff_day is not None and received_on.day > terms.cutoff_day
    months = received_on.year * 12 + received_on.month + (1 if late else 0)
    return date(months // 12, months % 12 + 1, 1)
