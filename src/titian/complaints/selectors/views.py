"""A case's rows as the record others may hold."""

from collections.abc import Mapping
from datetime import datetime

from titian.complaints.models import Case, Clock, Message, Passing
from titian.complaints.selectors.hours import places_of, zone_of
from titian.complaints.types import (
    CaseKind,
    CaseState,
    CaseView,
    Category,
    ClockKind,
    ClockView,
    Level,
    MessageView,
    PassView,
    Side,
    Together,
)
from titian.kernel.errors import Refusal


def view(row: Case, at: datetime, may_not: Refusal | None = None) -> CaseView:
    """The whole of it; who may see it is the caller's decision."""
    written = Message.objects.filter(case=row).order_by("pk")
    return CaseView(
        id=row.pk,
        number=row.number,
        category=Category(row.category),
        state=CaseState(row.state),
        about=row.about,
        place=places_of([row])[row.pk],
        timezone=str(zone_of(row)),
        filed_at=row.filed_at,
        seen=row.moves_made,
        times_reopened=row.times_reopened,
        has_photo=row.upload_id is not None,
        contact=row.contact_sealed or "",
        messages=tuple(MessageView(Side(one.side), one.text_sealed, one.at) for one in written),
        clocks=_clocks(row, at),
        may_not=may_not,
        kind=CaseKind(row.kind),
        level=Level(row.level),
        passed=_passed(row),
        together=_together(row),
        merged_here=tuple(
            Case.objects.filter(merged_into=row).order_by("pk").values_list("number", flat=True)
        ),
        region=row.region_id or "",
    )


def _passed(row: Case) -> tuple[PassView, ...]:
    found = Passing.objects.filter(case=row).order_by("pk")
    return tuple(PassView(one.from_place, one.to_place, one.reason_sealed, one.at) for one in found)


def _together(row: Case) -> Together | None:
    """The one at the end, should that have been merged again."""
    other = row.merged_into
    while other is not None and other.merged_into is not None:
        other = other.merged_into
    if other is None:
        return None
    return Together(other.number, CaseState(other.state), other.due_at)


def _clocks(row: Case, at: datetime) -> Mapping[ClockKind, ClockView]:
    """Of this round: what is promised now."""
    found = Clock.objects.filter(case=row, round=row.times_reopened)
    return {
        ClockKind(one.kind): ClockView(
            ClockKind(one.kind), one.due_at, one.met_at, _is_late(one, at)
        )
        for one in found
    }


def _is_late(clock: Clock, at: datetime) -> bool:
    return clock.due_at is not None and (clock.met_at or at) > clock.due_at
