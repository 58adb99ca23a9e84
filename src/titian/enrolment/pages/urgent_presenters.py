"""The countdown of who is in hospital, the same on every page of those who can act."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from titian.enrolment import selectors as enrolment_read
from titian.enrolment.types import UrgentLine
from titian.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class Left:
    """What is left until a moment; `is_over` when it has run out."""

    until: datetime
    time: timedelta
    is_over: bool
    share: int = 0

    @property
    def is_soon(self) -> bool:
        return self.share >= 80 and not self.is_over


@dataclass(frozen=True, slots=True)
class UrgentShown:
    line: UrgentLine
    left: Left


def left_until(until: datetime, at: datetime, share: int = 0) -> Left:
    return Left(until, max(until - at, timedelta()), is_over=at >= until, share=share)


def urgent_shown(*, viewer: Actor, at: datetime) -> tuple[UrgentShown, ...]:
    found = enrolment_read.urgent_cases(viewer=viewer, at=at)
    return tuple(UrgentShown(one, left_until(one.until, at, one.share)) for one in found)
