"""One facility with all that a page tells of it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from titian.facilities.errors import NotManager
from titian.facilities.rules.days_off import days_off
from titian.facilities.rules.managing import may_manage
from titian.facilities.selectors.places import facility_by_code, opening_hours
from titian.facilities.selectors.schedules import (
    exceptions_of,
    planned_sessions,
    practitioners_of,
    schedules_of,
    services_of,
)
from titian.facilities.types import (
    DayPlan,
    DaySession,
    ExceptionView,
    FacilityView,
    PlannedSession,
    PractitionerView,
    Profile,
    ScheduleBoard,
    ServiceView,
)
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of

_WEEK = 7
_AHEAD = timedelta(days=366)


def profile(code: str, *, at: datetime, first: date | None = None, days: int = _WEEK) -> Profile:
    """A facility, what it offers and its sessions of some days. Raises FacilityUnknown.

    Seven statements; one for a facility that does not use Titian.
    """
    place = facility_by_code(code)
    if not place.uses_titian:
        return Profile(place, [], [], [], [])
    first = first or _local_day(place, at)
    last = first + timedelta(days=days - 1)
    services, people = services_of(place.id), practitioners_of(place.id)
    plan = _Plan(place, services, people)
    return Profile(
        facility=place,
        services=services,
        practitioners=people,
        hours=opening_hours(place.id),
        days=plan.days(
            first,
            last,
            planned_sessions([place.id], first, last),
            exceptions_of(place.id, first, last),
        ),
    )


def schedule_board(code: str, *, viewer: Actor, at: datetime) -> ScheduleBoard:
    """What the facility's manager edits; raises FacilityUnknown, NotManager. Five statements."""
    if not may_manage(viewer, code):
        raise NotManager
    place = facility_by_code(code)
    today = _local_day(place, at)
    return ScheduleBoard(
        facility=place,
        today=today,
        lines=schedules_of(place.id, on=today),
        exceptions=exceptions_of(place.id, today, today + _AHEAD),
        services=services_of(place.id),
        practitioners=practitioners_of(place.id),
    )


def _local_day(place: FacilityView, at: datetime) -> date:
    return day_of(at, ZoneInfo(place.timezone))


class _Plan:
    """Sessions and exceptions put into words and into days."""

    def __init__(
        self,
        place: FacilityView,
        services: Iterable[ServiceView],
        people: Iterable[PractitionerView],
    ) -> None:
        self._zone = ZoneInfo(place.timezone)
        self._services = {one.id: one for one in services}
        self._people = {one.id: one.name for one in people}

    def days(
        self,
        first: date,
        last: date,
        sessions: list[PlannedSession],
        exceptions: list[ExceptionView],
    ) -> list[DayPlan]:
        off = days_off(first, last)
        return [
            DayPlan(
                date=day,
                holiday=off.get(day, ""),
                notes=[self._note(one) for one in exceptions if one.date == day],
                sessions=[self._told(one) for one in sessions if one.date == day],
            )
            for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
        ]

    def _told(self, session: PlannedSession) -> DaySession:
        service = self._services[session.service_id]
        return DaySession(
            service_name=service.name,
            letter=service.letter,
            practitioner_name=self._people[session.practitioner_id],
            starts=session.starts_at.astimezone(self._zone),
            ends=session.ends_at.astimezone(self._zone),
            bookable=session.bookable,
            counter=session.counter,
        )

    def _note(self, exception: ExceptionView) -> str:
        """Whom it is about, and the facility's own words: "drg. Sari: cuti"."""
        service = self._services.get(exception.service_id or 0)
        about = [service.name] if service else []
        about += [self._people[p] for p in [exception.practitioner_id] if p in self._people]
        return f"{', '.join(about)}: {exception.reason}" if about else exception.reason
