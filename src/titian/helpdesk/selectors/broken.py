"""What staff of the desks saw broken: counted as receipts are, by facility."""

from datetime import date, datetime, tzinfo

from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import ExtractHour

from titian.helpdesk.models import DeskSession
from titian.helpdesk.rules.reports import DESK
from titian.helpdesk.types import Outcome
from titian.platform.failures.selectors import Group, Hour

_REASON = "desk."


def broken_desks(*, since: datetime, until: datetime, limit: int) -> list[Group]:
    """Sessions that ended because the system stood in the way, without a receipt of their own:
    one with a receipt is counted by that.
    """
    rows = (
        _broken(since, until)
        .values("service", "facility__code")
        .annotate(n=Count("id"), first=Min("ended_at"), last=Max("ended_at"))
        .order_by("-n", "service", "facility__code")[:limit]
    )
    return [
        Group(
            feature=DESK,
            reason=f"{_REASON}{row['service']}",
            side="ours",
            place=row["facility__code"],
            receipts=row["n"],
            people=row["n"],
            first_at=row["first"],
            last_at=row["last"],
        )
        for row in rows
    ]


def hours_of_desk(facility_id: int, *, on: date, zone: tzinfo) -> list[Hour]:
    """One desk's day, by what could not be finished and the hour of it."""
    rows = (
        DeskSession.objects.filter(
            facility=facility_id, date=on, outcome=Outcome.BROKEN, failure_code=""
        )
        .annotate(hour=ExtractHour("ended_at", tzinfo=zone))
        .values("service", "hour")
        .annotate(n=Count("id"))
        .order_by("service", "hour")
    )
    return [Hour(DESK, f"{_REASON}{one['service']}", "ours", one["hour"], one["n"]) for one in rows]


def codes_of_desk(
    group: Group, *, since: datetime, until: datetime, limit: int = 1000
) -> list[tuple[str, datetime]]:
    rows = _broken(since, until).filter(
        service=group.reason.removeprefix(_REASON), facility__code=group.place
    )
    found = rows.order_by("-ended_at", "id").values_list("receipt", "ended_at")[:limit]
    return [(code, ended) for code, ended in found if ended is not None]


def _broken(since: datetime, until: datetime) -> QuerySet[DeskSession]:
    return DeskSession.objects.filter(
        outcome=Outcome.BROKEN, ended_at__gt=since, ended_at__lte=until, failure_code=""
    )
