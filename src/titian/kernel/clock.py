"""The only place that reads the clock. Delivery and tasks read it and pass the moment on."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")

_fixed: ContextVar[datetime | None] = ContextVar("fixed_moment", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def today(zone: tzinfo = JAKARTA) -> date:
    """The calendar day in a zone."""
    return now().astimezone(zone).date()


@contextmanager
def fixed(moment: datetime) -> Iterator[None]:
    """Hold the clock still, for tests and replays of this thread."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
