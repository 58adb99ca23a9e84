"""Incidents: what everybody may read, and what officers work with."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from titian.accounts.types import StaffRole
from titian.complaints.errors import IncidentGone, NotIncidentOfficer
from titian.complaints.models import Case, Incident, IncidentCase, IncidentNotice
from titian.complaints.rules import RUNNING, SEES_FROM
from titian.complaints.selectors.hours import places_of
from titian.complaints.selectors.reaching import reach
from titian.complaints.types import (
    CaseKind,
    CaseLine,
    CaseState,
    Category,
    IncidentState,
    IncidentView,
    Level,
    NoticeStep,
    NoticeView,
)
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.clock import JAKARTA
from titian.kernel.errors import Side
from titian.kernel.scopes import EVERYWHERE, REGION, Scope

SHOWN_AFTER = timedelta(days=7)
_MANAGING = frozenset({*SEES_FROM, StaffRole.OPERATOR})
_MOST = 100


def open_incidents() -> tuple[IncidentView, ...]:
    """The public ones that go on, the newest first."""
    rows = Incident.objects.filter(state=IncidentState.OPEN).select_related("region")
    return tuple(_view(row) for row in rows.order_by("-since")[:_MOST])


def lately_ended(*, at: datetime) -> tuple[IncidentView, ...]:
    rows = Incident.objects.filter(state=IncidentState.ENDED, ended_at__gt=at - SHOWN_AFTER)
    rows = rows.select_related("region")
    return tuple(_view(row) for row in rows.order_by("-since")[:_MOST])


def public_incident(slug: str) -> IncidentView:
    """Only what two people have approved. Raises IncidentGone."""
    row = row_of(slug)
    if row.state == IncidentState.DRAFT:
        raise IncidentGone
    return _view(row, _notices(row.notices.filter(approved_at__isnull=False)))


def manages_incidents(viewer: Actor) -> bool:
    is_staff = viewer.kind is ActorKind.STAFF
    return is_staff and any(one.role in _MANAGING for one in viewer.grants)


def require_managing(viewer: Actor, region: str | None) -> None:
    """Over that region; None asks for everywhere. Raises NotIncidentOfficer."""
    there = Scope(REGION, region) if region else Scope(EVERYWHERE)
    mine = [one.scope for one in viewer.grants if one.role in _MANAGING]
    if not manages_incidents(viewer) or not any(one.covers(there) for one in mine):
        raise NotIncidentOfficer


def incidents(*, viewer: Actor) -> tuple[IncidentView, ...]:
    """For officers, what goes on first. Raises NotIncidentOfficer."""
    if not manages_incidents(viewer):
        raise NotIncidentOfficer
    rows = Incident.objects.select_related("region").annotate(
        attached=Count("cases"), told=Count("cases", filter=Q(cases__answered_at__isnull=False))
    )
    return tuple(
        _view(row, cases=row.attached, answered=row.told)
        for row in rows.order_by("ended_at", "-since")[:_MOST]
    )


def incident(slug: str, *, viewer: Actor) -> IncidentView:
    """With what waits for a second person. Raises IncidentGone, NotIncidentOfficer."""
    row = row_of(slug)
    require_managing(viewer, row.region_id)
    cases = IncidentCase.objects.filter(incident=row)
    answered = cases.filter(answered_at__isnull=False).count()
    return _view(row, _notices(row.notices.all(), viewer), cases.count(), answered)


def attached(slug: str, *, viewer: Actor) -> tuple[CaseLine, ...]:
    row = row_of(slug)
    require_managing(viewer, row.region_id)
    found = Case.objects.filter(reach(viewer), incidents__incident=row)
    return _lines(found.select_related("facility", "region").order_by("pk")[:_MOST])


def attachable(
    slug: str, *, viewer: Actor, category: str = "", about: str = "", since: date | None = None
) -> tuple[CaseLine, ...]:
    """Open cases like these that no incident has yet: by category, by what they point at, by day.
    Nothing written is opened.
    """
    row = row_of(slug)
    require_managing(viewer, row.region_id)
    taken = IncidentCase.objects.filter(case=OuterRef("pk"), answered_at__isnull=True)
    found = Case.objects.filter(reach(viewer), ~Exists(taken), state__in=sorted(RUNNING))
    if category:
        found = found.filter(category=category)
    if about:
        found = found.filter(about__startswith=f"{about}:")
    if row.region_id:
        code = row.region_id
        found = found.filter(Q(region=code) | Q(region__code__startswith=f"{code}."))
    if since:
        found = found.filter(filed_at__gte=datetime.combine(since, time(), JAKARTA))
    return _lines(found.select_related("facility", "region").order_by("-pk")[:_MOST])


def row_of(slug: str) -> Incident:
    """Raises IncidentGone."""
    row = Incident.objects.select_related("region").filter(slug=slug).first()
    if row is None:
        raise IncidentGone
    return row


def _notices(rows: Iterable[IncidentNotice], viewer: Actor | None = None) -> tuple[NoticeView, ...]:
    ordered = sorted(rows, key=lambda one: -one.pk)
    return tuple(
        NoticeView(
            id=one.pk,
            step=NoticeStep(one.step),
            text=one.text,
            at=one.approved_at or one.written_at,
            is_approved=one.approved_at is not None,
            may_approve=viewer is not None
            and one.approved_at is None
            and one.written_by != viewer.ref,
        )
        for one in ordered
    )


def _view(
    row: Incident, notices: tuple[NoticeView, ...] = (), cases: int = 0, answered: int = 0
) -> IncidentView:
    return IncidentView(
        slug=row.slug,
        title=row.title,
        state=IncidentState(row.state),
        category=Category(row.category),
        side=Side(row.side),
        region=row.region.name if row.region else "",
        since=row.since,
        ended_at=row.ended_at,
        notices=notices,
        cases=cases,
        answered=answered,
    )


def _lines(cases: Iterable[Case]) -> tuple[CaseLine, ...]:
    rows = list(cases)
    places = places_of(rows)
    return tuple(
        CaseLine(
            number=row.number,
            category=Category(row.category),
            state=CaseState(row.state),
            place=places[row.pk],
            due_at=row.due_at,
            is_late=False,
            is_answered=False,
            times_reopened=row.times_reopened,
            filed_at=row.filed_at,
            kind=CaseKind(row.kind),
            level=Level(row.level),
        )
        for row in rows
    )
