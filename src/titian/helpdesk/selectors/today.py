"""What fails today from every source, as a desk needs it: by kind and hour, with its report."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityView
from titian.helpdesk.errors import NotAtThisHelpDesk
from titian.helpdesk.models import Report
from titian.helpdesk.rules import desk as desk_rules
from titian.helpdesk.rules import today as rules
from titian.helpdesk.rules.reports import RUNNING
from titian.helpdesk.selectors.broken import hours_of_desk
from titian.helpdesk.types import Cause
from titian.helpdesk.types.today import FailureLine, FailuresToday
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.platform.failures import selectors as failures_read
from titian.platform.failures.selectors import Hour

_MOST_LINES = 60


def failures_today(facility_code: str, *, viewer: Actor, at: datetime) -> FailuresToday:
    """Of this facility's regency and of everywhere: figures, nothing of a person. Raises
    `NotAtThisHelpDesk`.
    """
    if not desk_rules.reads_log(viewer, facility_code) and not desk_rules.oversees(viewer):
        raise NotAtThisHelpDesk
    place = facilities_read.facility_by_code(facility_code)
    zone = ZoneInfo(place.timezone)
    since = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    met = failures_read.by_hour(since=since, until=at, zone=zone, regions=[place.regency_code])
    met += hours_of_desk(place.id, on=day_of(at, zone), zone=zone)
    lines = _lines([one for one in met if rules.is_told(one.reason, one.side)], place)
    hours = rules.summed(hour for line in lines for hour in line.hours)
    return FailuresToday(day_of(at, zone), place.name, tuple(lines[:_MOST_LINES]), hours)


def _lines(met: Iterable[Hour], place: FacilityView) -> list[FailureLine]:
    by_cause: dict[Cause, list[tuple[int, int]]] = defaultdict(list)
    for one in met:
        by_cause[Cause(one.feature, one.reason, one.side)].append((one.hour, one.receipts))
    reports = _reports(place)
    lines = [
        FailureLine(
            source=rules.source_of(cause.feature, cause.reason),
            cause=cause,
            times=sum(times for _, times in hours),
            hours=rules.summed(hours),
            report=reports.get(cause, ""),
        )
        for cause, hours in by_cause.items()
    ]
    return sorted(lines, key=lambda one: (-one.times, one.source, one.cause.reason))


def _reports(place: FacilityView) -> dict[Cause, str]:
    """The public reports that run, here or everywhere; one that was merged is told by the other."""
    rows = Report.objects.filter(
        state__in=sorted(RUNNING),
        sent_at__isnull=False,
        place__in=["", place.regency_code, place.code],
    ).order_by("last_at")
    return {Cause(row.feature, row.reason, row.side): row.number for row in rows}
