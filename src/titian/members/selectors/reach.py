"""Whom a viewer reaches: the member, for a head the family, for a helper who gave their leave;
staff by their grants.
"""

from collections.abc import Collection
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import EVERYWHERE, REGION, Scope
from titian.members.errors import LookNotAllowed
from titian.members.models import Helping
from titian.members.rules import LOOKING_ROLES
from titian.members.types import Help

NOBODY = Q(pk__in=())


class _IsOneOf(Func):
    """`id = ANY(ARRAY(SELECT …))`: the few ids are read first and found by index, where `IN` beside
    an OR would look at everybody.
    """

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def reach(viewer: Actor, *, on: date | None = None, to: Help = Help.SEE) -> Q:
    """The condition on persons that this viewer may see, or do more with.

    Without a day nobody is reached as a helper: leave to help ends on a day.
    """
    if viewer.kind is ActorKind.SYSTEM:
        return Q()
    if viewer.kind is ActorKind.STAFF:
        return staff_reach(viewer)
    subject = subject_of(viewer)
    if subject is None:
        return NOBODY
    own = Q(pk=subject) | Q(family__head=subject)
    return own if on is None else own | helped_by(subject, on=on, to=to)


def helped_by(helper: int, *, on: date, to: Help = Help.SEE) -> Q:
    """The people who let this member do that for them, found first, so that an index is used."""
    ids = ArraySubquery(alive_helpings(on=on, to=to).filter(helper=helper).values("person_id"))
    return Q(_IsOneOf(F("pk"), ids))


def alive_helpings(*, on: date, to: Help = Help.SEE) -> "QuerySet[Helping]":
    """Leaves to help that hold on a day and reach so far."""
    return Helping.objects.filter(ended_at__isnull=True, ends_on__gte=on, helps__contains=[to])


def subject_of(viewer: Actor) -> int | None:
    """The person a member's account speaks for."""
    if viewer.kind is not ActorKind.MEMBER or not viewer.subject.isdecimal():
        return None
    return int(viewer.subject)


def staff_reach(viewer: Actor, roles: Collection[str] = LOOKING_ROLES) -> Q:
    """The people of the facilities and regions where this staff member serves people."""
    condition = NOBODY
    for grant in viewer.grants:
        if grant.role in roles:
            condition |= _within(grant.scope)
    return condition


def reach_in_person(viewer: Actor, *, on: date | None = None, to: Help = Help.SEE) -> Q:
    """As `reach`, but staff who serve people anywhere see the one who stands before them."""
    if viewer.kind is ActorKind.STAFF:
        return Q() if serves_people(viewer) else NOBODY
    return reach(viewer, on=on, to=to)


def serves_people(viewer: Actor) -> bool:
    return any(grant.role in LOOKING_ROLES for grant in viewer.grants)


def require_looking_role(viewer: Actor) -> None:
    """A NIK or card in hand opens a record anywhere, but only to roles that serve people."""
    if viewer.kind is not ActorKind.SYSTEM and not serves_people(viewer):
        raise LookNotAllowed


def _within(scope: Scope) -> Q:
    if scope.kind == EVERYWHERE:
        return Q(pk__isnull=False)
    if scope.kind == REGION:
        below = f"{scope.code}."
        return Q(facility__regency=scope.code) | Q(facility__regency__code__startswith=below)
    return Q(facility__code=scope.code)
