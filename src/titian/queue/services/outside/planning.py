"""Proposed hours become lines of the facility's weekly schedule."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.types import Sitting, WeeklyHours
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.queue.models import ProposedHours
from titian.queue.rules.outside import asked_hours
from titian.queue.types import HOLIDAYS

_PLACES = (30, 30, 0)  # of hours that were never planned: from afar, at the counter, kept back


def plan_hours(proposed: ProposedHours, *, by: Actor, at: datetime) -> None:
    """The doctor's lines of those weekdays end; the proposed ones begin with their places.

    From the day they count, or from today when that is over. Raises what the schedule refuses.
    """
    facility = facilities_read.facility(proposed.facility_id)
    first = day_of(max(at, proposed.approved_at), ZoneInfo(facility.timezone))
    standing = _lines_of(proposed, first)
    for weekday, hours in asked_hours(proposed.hours).items():
        if weekday == HOLIDAYS:
            continue
        before = standing[weekday]
        for line in before:
            facilities.end_schedule(
                facility_id=facility.id, schedule_id=line.id, valid_until=first, by=by, at=at
            )
        for sitting in _sittings(proposed, weekday, hours, before):
            facilities.set_schedule(
                facility_id=facility.id, sitting=sitting, valid_from=first, by=by, at=at
            )


def _lines_of(proposed: ProposedHours, first: date) -> dict[int, list[WeeklyHours]]:
    found: dict[int, list[WeeklyHours]] = defaultdict(list)
    whose = (proposed.service_id, proposed.practitioner_id)
    for line in facilities_read.schedules_of(proposed.facility_id, on=first):
        if (line.service_id, line.practitioner_id) == whose:
            found[line.weekday].append(line)
    return found


def _sittings(
    proposed: ProposedHours,
    weekday: int,
    hours: Sequence[tuple[time, time]],
    before: Sequence[WeeklyHours],
) -> Iterator[Sitting]:
    """As many places as the sitting before had; a further one has those of the last."""
    places = [(line.bookable, line.counter, line.reserve) for line in before] or [_PLACES]
    for number, (starts, ends) in enumerate(hours):
        counts = places[min(number, len(places) - 1)]
        yield Sitting(proposed.service_id, proposed.practitioner_id, weekday, starts, ends, *counts)
