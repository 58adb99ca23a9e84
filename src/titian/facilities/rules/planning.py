"""From weekly schedules to sessions on days: exceptions beat holidays, holidays beat schedules."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from titian.facilities.types import (
    ExceptionKind,
    ExceptionView,
    PlannedSession,
    WeeklyHours,
)


class _Held(NamedTuple):
    """A line of the schedule with the hours and the share of its places kept on one day."""

    line: WeeklyHours
    starts: time
    ends: time
    share: float = 1.0


def planned(
    lines: Iterable[WeeklyHours],
    exceptions: Iterable[ExceptionView],
    zones: Mapping[int, tzinfo],
    days_off: Container[date],
    first: date,
    last: date,
) -> list[PlannedSession]:
    """Every session from the first to the last day, both included, in order of time."""
    by_weekday: dict[int, list[WeeklyHours]] = {}
    for line in lines:
        by_weekday.setdefault(line.weekday, []).append(line)
    by_day: dict[tuple[int, date], list[ExceptionView]] = {}
    for exception in exceptions:
        by_day.setdefault((exception.facility_id, exception.date), []).append(exception)
    sessions = [
        _session(sitting, day, zones[sitting.line.facility_id])
        for day in _days(first, last)
        for sitting in _held(
            (line for line in by_weekday.get(day.isoweekday(), ()) if is_valid_on(line, day)),
            by_day,
            day,
            is_day_off=day in days_off,
        )
    ]
    return sorted(sessions, key=lambda s: (s.starts_at, s.facility_id, s.service_id, s.ends_at))


def is_valid_on(line: WeeklyHours, day: date) -> bool:
    return line.valid_from <= day and (line.valid_until is None or day < line.valid_until)


def exception_for(
    service_id: int, practitioner_id: int, exceptions: Iterable[ExceptionView]
) -> ExceptionView | None:
    """The one that speaks: naming the practitioner weighs more than naming the service."""
    fitting = [
        exception
        for exception in exceptions
        if exception.service_id in (None, service_id)
        and exception.practitioner_id in (None, practitioner_id)
    ]
    return max(
        fitting,
        key=lambda e: (e.practitioner_id is not None, e.service_id is not None),
        default=None,
    )


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def _held(
    lines: Iterable[WeeklyHours],
    exceptions: Mapping[tuple[int, date], list[ExceptionView]],
    day: date,
    *,
    is_day_off: bool,
) -> Iterator[_Held]:
    moved: set[int] = set()
    for line in sorted(lines, key=lambda line: line.starts):
        that_day = exceptions.get((line.facility_id, day), ())
        exception = exception_for(line.service_id, line.practitioner_id, that_day)
        if exception is None:
            if not is_day_off:
                yield _Held(line, line.starts, line.ends)
        elif exception.kind is ExceptionKind.CHANGED:
            sitting = _changed(line, exception, moved)
            if sitting:
                yield sitting


def _changed(line: WeeklyHours, exception: ExceptionView, moved: set[int]) -> _Held | None:
    """A named practitioner's hours replace those of the day's first sitting, the others fall
    away; for everybody else the hours are what is left of the usual ones within the new ones.
    """
    if exception.starts is None or exception.ends is None:
        return None
    starts, ends = exception.starts, exception.ends
    if exception.practitioner_id is None:
        starts, ends = max(starts, line.starts), min(ends, line.ends)
    elif exception.practitioner_id in moved:
        return None
    if ends <= starts:
        return None
    moved.add(line.practitioner_id)
    return _Held(
        line, starts, ends, min(1.0, _minutes(starts, ends) / _minutes(line.starts, line.ends))
    )


def _minutes(starts: time, ends: time) -> int:
    return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


def _session(sitting: _Held, day: date, zone: tzinfo) -> PlannedSession:
    line = sitting.line
    return PlannedSession(
        facility_id=line.facility_id,
        service_id=line.service_id,
        practitioner_id=line.practitioner_id,
        date=day,
        starts_at=datetime.combine(day, sitting.starts, zone).astimezone(UTC),
        ends_at=datetime.combine(day, sitting.ends, zone).astimezone(UTC),
        bookable=_part(line.bookable, sitting.share),
        counter=_part(line.counter, sitting.share),
        reserve=_part(line.reserve, sitting.share),
    )


def _part(places: int, share: float) -> int:
    """A shorter session has fewer places, but never loses the last one of a part."""
    return max(int(places * share), min(places, 1))
