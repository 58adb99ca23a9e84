"""The work list: what cannot wait on top, then the soonest promise; who asked back, last."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from titian.complaints.models import Case, Clock
from titian.complaints.rules import RUNNING
from titian.complaints.selectors.hours import places_of
from titian.complaints.selectors.reaching import reach, require_answering
from titian.complaints.selectors.suggesting import urgency
from titian.complaints.types import (
    CaseKind,
    CaseLine,
    CaseState,
    Category,
    ClockKind,
    Level,
    WorkList,
)
from titian.kernel.actors import Actor

_IS_URGENT = Q(suggestion__isnull=False) & ~Q(suggestion__urgency="")


def work_list(*, viewer: Actor, at: datetime, limit: int = 100) -> WorkList:
    """Nothing written is opened. Raises NotComplaintOfficer."""
    require_answering(viewer)
    answered = Clock.objects.filter(
        case=OuterRef("pk"),
        kind=ClockKind.FIRST,
        round=OuterRef("times_reopened"),
        met_at__isnull=False,
    )
    mine = Case.objects.filter(reach(viewer), state__in=sorted(RUNNING))
    ordered = mine.order_by(F("due_at").asc(nulls_last=True), "id").annotate(
        is_answered=Exists(answered)
    )
    found = ordered.select_related("facility", "region", "suggestion")
    urgent = list(found.filter(_IS_URGENT)[: limit + 1])
    calm = list(found.exclude(pk__in=[row.pk for row in urgent])[: limit + 1])
    rows = urgent + calm
    places = places_of(rows[:limit])
    lines = tuple(
        CaseLine(
            number=row.number,
            category=Category(row.category),
            state=CaseState(row.state),
            place=places[row.pk],
            due_at=row.due_at,
            is_late=row.due_at is not None and row.due_at < at,
            is_answered=row.is_answered,
            times_reopened=row.times_reopened,
            filed_at=row.filed_at,
            kind=CaseKind(row.kind),
            level=Level(row.level),
            urgency=urgency(row),
        )
        for row in rows[:limit]
    )
    return WorkList(lines, len(rows) > limit)
