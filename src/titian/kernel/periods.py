"""Days and half-open periods of time: the start belongs to it, the end does not."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from titian.kernel.clock import JAKARTA


def day_of(moment: datetime, zone: tzinfo = JAKARTA) -> date:
    """The calendar day of a moment: until seven in the morning Jakarta is a day ahead of UTC."""
    return moment.astimezone(zone).date()


@dataclass(frozen=True, slots=True)
class Period:
    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        if self.ends_at <= self.starts_at:
            raise ValueError("a period ends after it starts")

    def __contains__(self, moment: datetime) -> bool:
        return self.starts_at <= moment < self.ends_at


def within_hours(moment: time, start: time, end: time) -> bool:
    """Whether a clock time lies in [start, end), where the span may cross midnight."""
    if start <= end:
        return start <= moment < end
    return moment >= start or moment < end
