"""Visits to villages: the public's list, the officers' list of people."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from titian.accounts.types import StaffRole
from titian.helpdesk.errors import NotOutreachOfficer, OutreachGone
from titian.helpdesk.models.outreach import Outreach, OutreachPerson
from titian.helpdesk.rules import outreach as rules
from titian.helpdesk.types.outreach import (
    Count,
    Line,
    Need,
    OutreachState,
    OutreachView,
    Result,
)
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.identifiers import tidy_code
from titian.kernel.scopes import EVERYWHERE, REGION, Scope
from titian.platform.audit import services as audit
from titian.regions import selectors as regions_read

_PLANS = frozenset({StaffRole.BRANCH, StaffRole.VILLAGE})


def upcoming(region: str, *, at: datetime, limit: int = 50) -> list[OutreachView]:
    """What is still to come in a region and below it, the soonest first; anybody may read it."""
    there = Q(region=region) | Q(region__code__startswith=f"{region}.") if region else Q()
    rows = Outreach.objects.filter(there, state=OutreachState.PLANNED, ends_at__gt=at)
    return _views(rows.order_by("begins_at", "id")[:limit])


def outreach(code: str) -> OutreachView:
    """Anybody may read it. Raises OutreachGone."""
    return _views([row_of(code)])[0]


def results(code: str) -> list[Count]:
    """What the public reads of a visit that is over: small groups are not told."""
    row = row_of(code)
    return _counts(row, folded=True) if row.state == OutreachState.CLOSED else []


def visits_of(*, viewer: Actor, limit: int = 100) -> list[OutreachView]:
    """The visits an officer may plan and hold, the newest first. Raises NotOutreachOfficer."""
    reached = _reached(viewer)
    return _views(Outreach.objects.filter(reached).order_by("-begins_at", "-id")[:limit])


@transaction.atomic
def people(code: str, *, viewer: Actor, at: datetime) -> list[Line]:
    """Who is on the list; each look is written down. Raises NotOutreachOfficer, OutreachGone."""
    row = row_reached(code, viewer)
    audit.record(audit.Entry(viewer, "helpdesk.outreach_looked", f"outreach:{row.pk}"), at=at)
    return [_line(one) for one in row.people.order_by("number")]


def counts(code: str, *, viewer: Actor) -> list[Count]:
    """What was done, for its officers. Raises NotOutreachOfficer, OutreachGone."""
    return _counts(row_reached(code, viewer), folded=False)


def row_of(code: str) -> Outreach:
    """Raises OutreachGone."""
    found = Outreach.objects.filter(code=tidy_code(code)).first()
    if found is None:
        raise OutreachGone
    return found


def row_reached(code: str, viewer: Actor) -> Outreach:
    """What this officer does not reach is not there. Raises NotOutreachOfficer, OutreachGone."""
    found = Outreach.objects.filter(_reached(viewer), code=tidy_code(code)).first()
    if found is None:
        raise OutreachGone
    return found


def plans_there(viewer: Actor, region: str) -> bool:
    asked = Scope(REGION, region)
    return any(scope.covers(asked) for scope in _scopes(viewer))


def _scopes(viewer: Actor) -> list[Scope]:
    if viewer.kind is ActorKind.SYSTEM:
        return [Scope(EVERYWHERE)]
    if viewer.kind is not ActorKind.STAFF:
        return []
    return [grant.scope for grant in viewer.grants if grant.role in _PLANS]


def _reached(viewer: Actor) -> Q:
    scopes = _scopes(viewer)
    if not scopes:
        raise NotOutreachOfficer
    seen = Q(pk__in=())
    for scope in scopes:
        if scope.kind == EVERYWHERE:
            return Q()
        seen |= Q(region=scope.code) | Q(region__code__startswith=f"{scope.code}.")
    return seen


def _line(row: OutreachPerson) -> Line:
    return Line(
        key=row.client_key,
        number=row.number,
        name=row.name_sealed or "",
        phone=row.phone_sealed or "",
        need=Need(row.need),
        result=Result(row.result),
    )


def _counts(row: Outreach, *, folded: bool) -> list[Count]:
    said = row.people.values_list("need", "result")
    return rules.counted(((Need(n), Result(r)) for n, r in said), folded=folded)


def _views(rows: Iterable[Outreach]) -> list[OutreachView]:
    kept = list(rows)
    names = regions_read.names_of({row.region_id for row in kept})
    return [
        OutreachView(
            code=row.code,
            region=row.region_id,
            region_name=names.get(row.region_id, row.region_id),
            place=row.place,
            zone=regions_read.timezone_of(row.region_id),
            begins_at=row.begins_at,
            ends_at=row.ends_at,
            state=OutreachState(row.state),
            places=row.places,
            free=max(0, row.places - row.taken),
        )
        for row in kept
    ]
