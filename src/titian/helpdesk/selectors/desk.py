"""Who is served at a desk, what was done there on a day, and what stands in the way."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet, Sum

from titian.facilities import selectors as facilities_read
from titian.helpdesk.errors import NotAtThisHelpDesk, ServedUnknown
from titian.helpdesk.models import DeskSession
from titian.helpdesk.rules import desk as rules
from titian.helpdesk.types import DayLine, DeskDay, Outcome, Served, Service, Serving
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import masked_name
from titian.members import selectors as members_read

_MOST_LINES = 2000
_WHOLE = DeskSession.objects.select_related("facility")


def serving(served_id: int, *, viewer: Actor) -> Serving:
    """Raises ServedUnknown, also at another facility's desk."""
    row = desk_row(served_id, viewer)
    return Serving(
        served_id=row.pk,
        facility_id=row.facility_id,
        facility_code=row.facility.code,
        facility=row.facility.name,
        failure_code=row.failure_code,
        started_at=row.started_at,
        person_id=row.person_id,
        is_over=row.ended_at is not None,
        timezone=row.facility.timezone,
    )


def served(served_id: int, *, viewer: Actor, at: datetime) -> Served:
    """For the card: nothing on it but a masked first name. Raises ServedUnknown."""
    row = desk_row(served_id, viewer)
    if row.ended_at is None:
        raise ServedUnknown
    return Served(
        served_id=row.pk,
        receipt=row.receipt,
        service=Service(row.service),
        outcome=Outcome(row.outcome),
        minutes=row.minutes,
        first_name=_first_name(row, viewer, at),
        facility=row.facility.name,
        ended_at=row.ended_at,
    )


def desk_row(served_id: int, viewer: Actor) -> DeskSession:
    row = _WHOLE.filter(pk=served_id).first()
    if row is None or not rules.keeps_desk(viewer, row.facility.code):
        raise ServedUnknown
    return row


def desk_day(facility_code: str, *, on: date | None, viewer: Actor, at: datetime) -> DeskDay:
    """One facility's day, whole for its own staff. Raises NotAtThisHelpDesk."""
    is_own = rules.reads_log(viewer, facility_code)
    if not is_own and not rules.oversees(viewer):
        raise NotAtThisHelpDesk
    place = facilities_read.facility_by_code(facility_code)
    day = on or day_of(at, ZoneInfo(place.timezone))
    rows = DeskSession.objects.filter(date=day, facility=place.id)
    waiting = rows.filter(ended_at__isnull=True).count()
    return _day(day, rows, waiting, is_own=is_own)


def all_desks(*, on: date | None, viewer: Actor, at: datetime) -> DeskDay:
    """Every desk's day, few told as few. Raises NotAtThisHelpDesk."""
    if not rules.oversees(viewer):
        raise NotAtThisHelpDesk
    day = on or day_of(at)
    reach = facilities_read.branch_reach(viewer, rules.OVERSEEING_ROLES)
    rows = DeskSession.objects.filter(reach, date=day)
    return _day(day, rows, rows.filter(ended_at__isnull=True).count(), is_own=False)


def desks_of(viewer: Actor) -> list[tuple[str, str]]:
    """Codes and names of the facilities whose desk this officer keeps."""
    codes = rules.desks_of(viewer)
    names = facilities_read.names_of(codes) if codes else {}
    return [(code, names.get(code, code)) for code in codes]


def _day(day: date, rows: "QuerySet[DeskSession]", waiting: int, *, is_own: bool) -> DeskDay:
    found = (
        rows.filter(ended_at__isnull=False)
        .values("facility__name", "service", "outcome")
        .annotate(times=Count("id"), took=Sum("minutes"))
        .order_by("facility__name", "service", "outcome")[:_MOST_LINES]
    )
    lines = tuple(_line(row, is_own=is_own) for row in found)
    broken = sum(one.times or 0 for one in lines if one.outcome is Outcome.BROKEN)
    return DeskDay(day, lines, waiting, broken)


def _line(row: Mapping[str, object], *, is_own: bool) -> DayLine:
    times = rules.folded(int(str(row["times"])), is_own=is_own)
    took = None if times is None else int(str(row["took"]))
    outcome, service = Outcome(str(row["outcome"])), Service(str(row["service"]))
    return DayLine(str(row["facility__name"]), service, outcome, times, took)


def _first_name(row: DeskSession, viewer: Actor, at: datetime) -> str:
    if row.person_id is None:
        return ""
    whose = members_read.standing(row.person_id, viewer=viewer, on=day_of(at))
    return masked_name(whose.full_name.split()[0]) if whose.full_name.split() else ""
