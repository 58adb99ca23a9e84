"""Whom a viewer reaches: the member and, for a head, the family; staff by their grants."""

from django.db.models import Q

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import EVERYWHERE, REGION, Scope
from titian.members.errors import LookNotAllowed
from titian.members.rules import LOOKING_ROLES

NOBODY = Q(pk__in=())


def reach(viewer: Actor) -> Q:
    """The condition on persons that this viewer may see."""
    if viewer.kind is ActorKind.SYSTEM:
        return Q()
    if viewer.kind is ActorKind.STAFF:
        return staff_reach(viewer)
    subject = subject_of(viewer)
    return NOBODY if subject is None else Q(pk=subject) | Q(family__head=subject)


def subject_of(viewer: Actor) -> int | None:
    """The person a member's account speaks for."""
    if viewer.kind is not ActorKind.MEMBER or not viewer.subject.isdecimal():
        return None
    return int(viewer.subject)


def staff_reach(viewer: Actor) -> Q:
    """The people of the facilities and regions where this staff member serves people."""
    condition = NOBODY
    for grant in viewer.grants:
        if grant.role in LOOKING_ROLES:
            condition |= _within(grant.scope)
    return condition


def reach_in_person(viewer: Actor) -> Q:
    """As `reach`, but staff who serve people anywhere see the one who stands before them."""
    if viewer.kind is ActorKind.STAFF:
        return Q() if serves_people(viewer) else NOBODY
    return reach(viewer)


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
