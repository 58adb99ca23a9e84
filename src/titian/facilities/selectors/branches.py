"""Which facilities a branch officer answers for."""

from collections.abc import Collection

from django.db.models import Q

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import EVERYWHERE, REGION

_NOBODY = Q(pk__in=())


def branch_reach(viewer: Actor, roles: Collection[str], *, to: str = "facility") -> Q:
    """A condition on rows whose facility, along the path `to`, lies in a region of the viewer's."""
    if viewer.kind is ActorKind.SYSTEM:
        return Q()
    reach = _NOBODY
    for grant in viewer.grants:
        if grant.role not in roles:
            continue
        if grant.scope.kind == EVERYWHERE:
            return Q()
        if grant.scope.kind == REGION:
            code = grant.scope.code
            reach |= Q(**{f"{to}__regency": code})
            reach |= Q(**{f"{to}__regency__code__startswith": f"{code}."})
    return reach
