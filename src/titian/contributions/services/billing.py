"""The bills of a month for everybody: in sets, and never twice."""

from collections.abc import Callable
from datetime import date, datetime

from titian.kernel.actors import Actor


def bill_month(
    *,
    month: date,
    by: Actor,
    at: datetime,
    progress: Callable[[int], object] = lambda people: None,
) -> int:
    """Bill a month; returns how many people this run went through. Goes on where it stopped."""
    raise NotImplementedError
