"""On the first of a month, who did not pay the month before is suspended."""

from datetime import date, datetime

from titian.kernel.actors import Actor


def suspend_unpaid(*, on: date, by: Actor, at: datetime) -> int:
    """Suspend everybody whose family owes a past month; returns how many people."""
    raise NotImplementedError
