"""Which backups are kept, and when the next is due."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from titian.kernel.periods import day_of

_KEEP = re.compile(r"(\d+)([dwm])")
_TRY_AGAIN = timedelta(hours=1)
_TOO_OLD = timedelta(hours=30)  # a night's backup, and six hours to look after one that failed


def keeping(text: str) -> dict[str, int]:
    """`7d,4w,12m` as {"d": 7, "w": 4, "m": 12}; raises ValueError for anything else."""
    found: dict[str, int] = {}
    for part in text.replace(" ", "").split(","):
        match = _KEEP.fullmatch(part)
        if match is None:
            raise ValueError(f"{part!r} is not a number of days (d), weeks (w) or months (m)")
        found[match[2]] = int(match[1])
    return found


def to_keep(made: Iterable[datetime], keep: Mapping[str, int]) -> set[datetime]:
    """The newest of each of the last days, weeks and months that have any; always the newest.

    Days without a backup are not counted: after a month's holiday nothing is thrown away.
    """
    newest_first = sorted(made, reverse=True)
    kept = set(newest_first[:1])
    for unit, count in keep.items():
        latest: dict[object, datetime] = {}
        for moment in newest_first:
            latest.setdefault(_PERIODS[unit](day_of(moment)), moment)
        kept.update(sorted(latest.values(), reverse=True)[:count])
    return kept


def is_due(now: datetime, *, at: str, tried: datetime | None, whole: datetime | None) -> bool:
    """Once a day at `at` ("02:30", in the zone of `now`); one that failed is tried each hour."""
    hour, minute = (int(part) for part in at.split(":"))
    moment = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if moment > now:
        moment -= timedelta(days=1)
    if whole is not None and whole >= moment:
        return False
    return tried is None or tried < moment or now - tried >= _TRY_AGAIN


def is_too_old(now: datetime, whole: datetime | None) -> bool:
    return whole is None or now - whole > _TOO_OLD


def _day(day: date) -> object:
    return day


def _week(day: date) -> object:
    return day.isocalendar()[:2]


def _month(day: date) -> object:
    return day.year, day.month


_PERIODS = {"d": _day, "w": _week, "m": _month}
