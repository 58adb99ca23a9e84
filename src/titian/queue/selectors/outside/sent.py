"""A facility's numbers of a day, as it reads them back over the bridge (§4.1)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.queue.models import OutsideTicket, TaskTime
from titian.queue.rules.outside import Steps, as_hours, hours_of, totals
from titian.queue.selectors.outside.keys import by_key, require_teller
from titian.queue.types import (
    BookingKey,
    SentRow,
    Task,
    TaskLine,
    TicketState,
    WaitingTimes,
)

_NOT_SERVED = (TicketState.BOOKED, TicketState.PRESENT, TicketState.SKIPPED)
_MOST = 2000
_LOOK_BACK = timedelta(days=1)


def sent_rows(
    facility_id: int,
    *,
    viewer: Actor,
    at: datetime,
    day: date | None = None,
    booking_code: str = "",
    active: bool = False,
    service_id: int | None = None,
    practitioner_id: int | None = None,
    weekday: int | None = None,
    hours: str = "",
) -> list[SentRow]:
    """Its own numbers alone, by day, code, session or all that are not yet served."""
    require_teller(viewer, facility_id)
    rows = OutsideTicket.objects.filter(facility=facility_id)
    if booking_code:
        rows = rows.filter(booking_code=booking_code)
    if day is not None:
        rows = rows.filter(ticket__session__date=day)
    if active:
        today = day_of(at)
        rows = rows.filter(
            ticket__state__in=_NOT_SERVED, ticket__session__date__gte=today - _LOOK_BACK
        )
    if service_id is not None:
        rows = rows.filter(ticket__session__service=service_id)
    if practitioner_id is not None:
        rows = rows.filter(ticket__session__practitioner=practitioner_id)
    found = [_row(row) for row in _with_sessions(rows)]
    return [row for row in found if _fits(row, weekday, hours)]


def task_lines(key: BookingKey, *, viewer: Actor) -> list[TaskLine]:
    """The steps told of one number. Raises `BookingUnknown`."""
    require_teller(viewer, key.facility_id)
    steps = TaskTime.objects.filter(ticket=by_key(key)).order_by("noted_at", "task")
    return [TaskLine(Task(step.task), step.told_at, step.noted_at) for step in steps]


def waiting_times(
    facility_id: int,
    *,
    first: date,
    last: date,
    by_facility_clock: bool,
    viewer: Actor,
    at: datetime,
) -> list[WaitingTimes]:
    """For each service and day the time spent in each part, by one of the two clocks."""
    require_teller(viewer, facility_id)
    visits = _visits(facility_id, first, last, by_facility_clock=by_facility_clock)
    lines = []
    for (day, code, name), steps in sorted(visits.items()):
        sums, averages = totals(steps)
        lines.append(WaitingTimes(code, name, day, len(steps), sums, averages, at))
    return lines


def _visits(
    facility_id: int, first: date, last: date, *, by_facility_clock: bool
) -> dict[tuple[date, str, str], list[Steps]]:
    tickets = OutsideTicket.objects.filter(
        facility=facility_id, ticket__session__date__range=(first, last)
    )
    rows = tickets.values_list(
        "ticket_id",
        "ticket__session__date",
        "ticket__session__service__code",
        "ticket__session__service__name",
        "ticket__booked_at",
    )
    moments: dict[int, dict[int, datetime]] = {}
    clock = "told_at" if by_facility_clock else "noted_at"
    steps = TaskTime.objects.filter(ticket__in=tickets).values_list("ticket_id", "task", clock)
    for ticket_id, task, moment in steps:
        moments.setdefault(ticket_id, {})[task] = moment
    found: dict[tuple[date, str, str], list[Steps]] = {}
    for ticket_id, day, code, name, made_at in rows:
        steps_of = Steps(made_at, moments.get(ticket_id, {}))
        found.setdefault((day, code, name), []).append(steps_of)
    return found


def _with_sessions(rows: "QuerySet[OutsideTicket]") -> Sequence[OutsideTicket]:
    wanted = rows.select_related(
        "ticket", "ticket__session", "ticket__session__service", "ticket__session__practitioner"
    )
    return list(wanted.order_by("ticket__session__starts_at", "counts_by", "ticket_id")[:_MOST])


def _row(row: OutsideTicket) -> SentRow:
    session, zone = row.ticket.session, ZoneInfo(row.ticket.session.timezone)
    nik, card, phone = [
        "" if part == "-" else part for part in (row.identity_sealed or "- - -").split(" ")[:3]
    ]
    return SentRow(
        booking_code=row.booking_code,
        date=session.date,
        service_code=session.service.code,
        practitioner_code=session.practitioner.scheme_code or 0,
        hours=hours_of(session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)),
        person_id=row.ticket.person_id,
        nik=nik,
        card=card,
        phone=phone,
        record_number=row.record_number_sealed or "",
        visit_kind=row.visit_kind,
        reference=row.reference,
        by_member=row.by_member,
        is_jkn=row.is_jkn,
        label=row.label,
        expected_at=row.expected_at,
        made_at=row.ticket.booked_at,
        state=TicketState(row.ticket.state),
    )


def _fits(row: SentRow, weekday: int | None, hours: str) -> bool:
    """The weekday, and the session that begins when it is said to."""
    if weekday is not None and row.date.isoweekday() != weekday:
        return False
    wanted, own = as_hours(hours), as_hours(row.hours)
    return wanted is None or own is None or wanted[0] == own[0]
