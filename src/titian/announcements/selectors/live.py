"""What is told now. Read by everybody and changed seldom, so each process keeps it a minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from titian.announcements import rules
from titian.announcements.models import Announcement
from titian.announcements.types import Audience, Kind, Live, State, Text

_KEPT_FOR = timedelta(seconds=60)
_MOST = 2_000  # some four for each kabupaten and kota


@dataclass(slots=True)
class _Kept:
    """Replaced as a whole, so that threads need no lock."""

    rows: tuple[Live, ...] = ()
    read_at: datetime | None = None


_kept = _Kept()


def for_person(region: str, segment: str, *, at: datetime) -> list[Live]:
    """What this person is told, the most relevant first; at most one statement a minute."""
    mine = [one for one in _now(at) if rules.reaches(one.audience, region, segment)]
    return rules.most_relevant(mine)


def first_for(region: str, segment: str, *, at: datetime) -> Live | None:
    """The one line of a home page."""
    return next(iter(for_person(region, segment, at=at)), None)


def for_region(region: str, *, at: datetime) -> list[Live]:
    """What anybody may read of a region, without signing in."""
    open_ones = [one for one in _now(at) if one.is_public]
    return rules.most_relevant(one for one in open_ones if rules.concerns(one.audience, region))


def forget() -> None:
    """So that what was just approved or withdrawn is seen at once, in this process."""
    _kept.read_at = None


def _now(at: datetime) -> list[Live]:
    """Whether each holds is asked at every look: it ends by the minute, not when re-read."""
    if _kept.read_at is None or not timedelta(0) <= at - _kept.read_at < _KEPT_FOR:
        _kept.rows, _kept.read_at = tuple(_read(at)), at
    return [one for one in _kept.rows if one.holds(at)]


def _read(at: datetime) -> Sequence[Live]:
    soon = at + _KEPT_FOR
    rows = Announcement.objects.filter(state=State.APPROVED, ends_at__gt=at, starts_at__lte=soon)
    return [live_from(row) for row in rows.order_by("-ends_at")[:_MOST]]


def live_from(row: Announcement) -> Live:
    return Live(
        id=row.pk,
        kind=Kind(row.kind),
        text=Text(row.title, row.body),
        english=Text(row.title_en, row.body_en) if row.title_en else None,
        audience=Audience(tuple(row.regions), tuple(row.segments)),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        timezone=row.timezone,
        is_public=row.is_public,
    )
