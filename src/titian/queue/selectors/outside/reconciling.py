"""How a facility's book and ours agree about one day: what matched, what did not, who must act."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityView
from titian.kernel.actors import Actor
from titian.queue.errors import NotAtThisDesk
from titian.queue.models import Errand, Oddity, Outage, OutsideTicket, PracticeSession
from titian.queue.rules import reconciling as rules
from titian.queue.types import ErrandKind, ErrandState, Mismatch, Report

_TOLD_BACK_WITHIN = timedelta(minutes=10)
_MOST = 500


def report(facility_code: str, day: date, *, viewer: Actor, at: datetime) -> Report:
    """Raises `FacilityUnknown`, `NotAtThisDesk`. Nothing personal is in it."""
    facility = facilities_read.facility_by_code(facility_code)
    if not rules.may_read(viewer, facility.code, facility.regency_code):
        raise NotAtThisDesk
    told = OutsideTicket.objects.filter(facility=facility.id, ticket__session__date=day)
    own = told.filter(by_member=True)
    lines = [*_odd(facility, day), *_asking(facility, day), *_silent(facility, day, at)]
    return Report(
        facility_id=facility.id,
        facility_name=facility.name,
        day=day,
        booked_here=own.count(),
        booked_there=told.filter(by_member=False).count(),
        matched=own.filter(told_back_at__isnull=False).count(),
        mismatches=tuple(sorted(lines, key=lambda line: line.at)),
        away=_away(facility, day),
    )


def reported_facilities(viewer: Actor, *, limit: int = 100) -> list[FacilityView]:
    """Facilities with a system of their own whose report the viewer may read."""
    found = facilities_read.facilities_with_own_queue()
    return [f for f in found if rules.may_read(viewer, f.code, f.regency_code)][:limit]


def _odd(facility: FacilityView, day: date) -> Iterator[Mismatch]:
    rows = Oddity.objects.filter(facility=facility.id, day=day).order_by("at")[:_MOST]
    refs = [row.ticket_ref for row in rows if row.ticket_ref]
    labels = dict(OutsideTicket.objects.filter(pk__in=refs).values_list("ticket_id", "label"))
    for row in rows:
        yield Mismatch(
            odd=row.odd,
            label=labels.get(row.ticket_ref or 0, ""),
            booking_code=row.booking_code,
            service_name="",
            at=row.at,
            why=row.why,
            acts=rules.who_acts(row.odd, row.why),
        )


def _asking(facility: FacilityView, day: date) -> Iterator[Mismatch]:
    kinds = {ErrandKind.TAKE: rules.ASKING, ErrandKind.CANCEL: rules.CANCEL_WAITS}
    rows = Errand.objects.filter(
        facility=facility.id, session__date=day, state=ErrandState.ASKING, kind__in=kinds
    ).select_related("session__service")
    for row in rows[:_MOST]:
        odd = kinds[ErrandKind(row.kind)]
        yield Mismatch(
            odd=odd,
            label="",
            booking_code="",
            service_name=row.session.service.name,
            at=row.asked_at,
            why=row.last_error,
            acts=rules.who_acts(odd, row.last_error),
        )


def _silent(facility: FacilityView, day: date, at: datetime) -> Iterator[Mismatch]:
    """Members' numbers of which the facility has told nothing."""
    over = PracticeSession.objects.filter(facility=facility.id, date=day, ends_at__lt=at)
    rows = (
        OutsideTicket.objects.filter(
            facility=facility.id, by_member=True, ticket__session__date=day
        )
        .exclude(ticket__state="cancelled")
        .filter(
            Q(told_back_at__isnull=True, ticket__booked_at__lt=at - _TOLD_BACK_WITHIN)
            | Q(task__isnull=True, ticket__session__in=over)
        )
        .select_related("ticket__session__service")
    )
    for row in rows[:_MOST]:
        told = row.told_back_at is not None
        odd = rules.NO_STEPS if told else rules.NOT_TOLD_BACK
        yield Mismatch(
            odd=odd,
            label=row.label,
            booking_code=row.booking_code,
            service_name=row.ticket.session.service.name,
            at=row.ticket.booked_at,
            why="",
            acts=rules.who_acts(odd, ""),
        )


def _away(facility: FacilityView, day: date) -> timedelta:
    """How long it did not answer on that day."""
    begins = datetime.combine(day, time(), UTC) - timedelta(hours=7)
    ends = begins + timedelta(days=1)
    rows = Outage.objects.filter(facility=facility.id, ended_at__gt=begins, began_at__lt=ends)
    found = timedelta(0)
    for began, ended in rows.values_list("began_at", "ended_at"):
        found += min(ended, ends) - max(began, begins)
    return found
