"""Hours that facilities' own systems ask for, for the managers of those facilities."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityView, SessionLabels
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.queue.errors import ProposalUnknown
from titian.queue.models import ProposedHours
from titian.queue.rules.outside import asked_hours, hours_of, state_of
from titian.queue.types import DayBeside, ProposalBook, ProposalLine, ProposalView

_MOST = 100


def proposals(viewer: Actor) -> ProposalBook:
    """Waiting and settled, the newest first. Three statements."""
    places = {one.id: one for one in facilities_read.facilities_managed_by(viewer)}
    rows = list(
        ProposedHours.objects.filter(facility__in=places).order_by("-proposed_at", "-id")[:_MOST]
    )
    names = _names(rows)
    return ProposalBook.of(_line(row, places, names) for row in rows)


def proposal(proposal_id: int, *, viewer: Actor, at: datetime) -> ProposalView:
    """Raises `ProposalUnknown`, also for one of a facility that the viewer does not manage."""
    places = {one.id: one for one in facilities_read.facilities_managed_by(viewer)}
    row = ProposedHours.objects.filter(pk=proposal_id, facility__in=places).first()
    if row is None:
        raise ProposalUnknown
    return ProposalView(
        line=_line(row, places, _names([row])),
        days=_beside(row, places[row.facility_id], at),
        is_own=row.proposed_by == viewer.ref,
        words=row.words,
        error=row.last_error,
        decided_at=row.decided_at,
    )


def _names(rows: Sequence[ProposedHours]) -> dict[tuple[int, int], SessionLabels]:
    return facilities_read.labels(
        [row.service_id for row in rows], [row.practitioner_id for row in rows]
    )


def _line(
    row: ProposedHours,
    places: Mapping[int, FacilityView],
    names: Mapping[tuple[int, int], SessionLabels],
) -> ProposalLine:
    place, named = places[row.facility_id], names[row.service_id, row.practitioner_id]
    return ProposalLine(
        id=row.pk,
        facility_name=place.name,
        service_name=named.service_name,
        practitioner_name=named.practitioner_name,
        proposed_at=row.proposed_at,
        counts_on=day_of(row.approved_at, ZoneInfo(place.timezone)),
        state=state_of(
            verdict=row.verdict,
            is_applied=row.applied_at is not None,
            is_refused=row.refused_at is not None,
        ),
    )


def _beside(row: ProposedHours, place: FacilityView, at: datetime) -> tuple[DayBeside, ...]:
    """Only the weekdays asked about: the others stay as they are."""
    today = day_of(at, ZoneInfo(place.timezone))
    stands: dict[int, list[str]] = {}
    for line in facilities_read.schedules_of(place.id, on=today):
        own = (line.service_id, line.practitioner_id) == (row.service_id, row.practitioner_id)
        if own and line.valid_from <= today:
            stands.setdefault(line.weekday, []).append(hours_of(line.starts, line.ends))
    return tuple(
        DayBeside(
            weekday=weekday,
            asked=tuple(hours_of(*hours) for hours in asked),
            stands=tuple(stands.get(weekday, ())),
        )
        for weekday, asked in sorted(asked_hours(row.hours).items())
    )
