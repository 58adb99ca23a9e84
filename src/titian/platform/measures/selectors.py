from datetime import date, datetime, timedelta, tzinfo

from django.db.models import Sum
from django.db.models.functions import TruncDate

from titian.platform.measures.models import Maintenance, Tally
from titian.platform.measures.types import Journey, Steps


def by_day(*, since: datetime, zone: tzinfo) -> dict[Journey, dict[date, Steps]]:
    """The steps of each journey on each calendar day that had any."""
    rows = (
        Tally.objects.filter(hour__gte=since)
        .annotate(day=TruncDate("hour", tzinfo=zone))
        .values("journey", "day")
        .annotate(all_ok=Sum("ok"), all_slow=Sum("slow"), all_failed=Sum("failed"))
        .order_by("journey", "day")
    )
    found: dict[Journey, dict[date, Steps]] = {one: {} for one in Journey}
    for row in rows:
        steps = Steps(int(row["all_ok"]), int(row["all_slow"]), int(row["all_failed"]))
        found[Journey(row["journey"])][row["day"]] = steps
    return found


def planned(*, at: datetime, ahead: timedelta = timedelta(days=30)) -> list[Maintenance]:
    """Maintenance that goes on or comes, the next first."""
    rows = Maintenance.objects.filter(called_off_at=None, ends_at__gt=at)
    return list(rows.filter(starts_at__lt=at + ahead).order_by("starts_at", "pk")[:10])
