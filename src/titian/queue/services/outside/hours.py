"""A facility asks over the bridge for other hours of a doctor (`updatejadwaldokter`, §4.2)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.kernel.periods import day_of
from titian.platform.audit import services as audit
from titian.queue.errors import HoursUnreadable
from titian.queue.models import ProposedHours
from titian.queue.rules.outside import approved_at, as_hours
from titian.queue.selectors.outside.keys import require_teller
from titian.queue.selectors.parameters import value_of
from titian.queue.services.outside.planning import plan_hours
from titian.queue.types import ProposedDay

_WEEKDAYS_AND_HOLIDAYS = range(1, 9)


@transaction.atomic
def propose_hours(
    *,
    facility_id: int,
    service_id: int,
    practitioner_id: int,
    days: Sequence[ProposedDay],
    by: Actor,
    at: datetime,
) -> datetime:
    """Write the wish down; returns when it counts. Raises `HoursUnreadable`.

    A system that repeats its call is told the same again.
    """
    require_teller(by, facility_id)
    if not days or any(_unreadable(day) for day in days):
        raise HoursUnreadable
    facility = facilities_read.facility(facility_id)
    starts = value_of("queue_schedule_review_starts", facility_id=facility_id, on=day_of(at), at=at)
    counts = approved_at(at.astimezone(ZoneInfo(facility.timezone)), review_starts=starts)
    asked = {
        "facility_id": facility_id,
        "service_id": service_id,
        "practitioner_id": practitioner_id,
        "hours": [[day.weekday, day.opens, day.closes] for day in days],
    }
    if (told := _same_waiting(asked)) is not None:
        return told

    made = ProposedHours.objects.create(
        **asked, proposed_by=by.ref, proposed_at=at, approved_at=counts
    )
    entry = audit.Entry(by, "queue.propose_hours", f"proposed_hours:{made.pk}")
    audit.record(entry, at=at)
    return counts


def apply_hours(*, by: Actor, at: datetime) -> int:
    """Proposals nobody refused in time are planned from the day they count."""
    due = _open().filter(approved_at__lte=at)
    done = 0
    for pk in list(due.order_by("id").values_list("pk", flat=True)[:100]):
        done += _apply(pk, by=by, at=at)
    return done


def _apply(pk: int, *, by: Actor, at: datetime) -> bool:
    """One that cannot be planned is refused with the reason; the others go on."""
    try:
        with transaction.atomic():
            proposed = _open().select_for_update().filter(pk=pk).first()
            if proposed is None:  # its manager was faster
                return False
            plan_hours(proposed, by=by, at=at)
            ProposedHours.objects.filter(pk=pk).update(applied_at=at)
    except Refusal as refusal:
        _open().filter(pk=pk).update(refused_at=at, last_error=refusal.code)
        return False
    return True


def _unreadable(day: ProposedDay) -> bool:
    hours = as_hours(f"{day.opens}-{day.closes}")
    return day.weekday not in _WEEKDAYS_AND_HOLIDAYS or hours is None or hours[0] >= hours[1]


def _open() -> QuerySet[ProposedHours]:
    return ProposedHours.objects.filter(applied_at__isnull=True, refused_at__isnull=True)


def _same_waiting(asked: dict[str, Any]) -> datetime | None:
    return _open().filter(**asked).values_list("approved_at", flat=True).first()
