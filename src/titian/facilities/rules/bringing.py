"""Who may bring facilities, services, schedules and people in a file, and for which places."""

from titian.facilities.rules.managing import FACILITY, MANAGER, OPERATOR
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import EVERYWHERE, REGION, Scope

AGENCY = "agency"
OFFICE = "office"
_HEALTH = "/health"


def brings_for(actor: Actor, region: str) -> bool:
    """The operator of the region or of everything, and the health office of its city."""
    if actor.kind is ActorKind.SYSTEM or actor.may(OPERATOR, Scope(REGION, region)):
        return True
    return any(Scope(REGION, city).covers(Scope(REGION, region)) for city in cities_of(actor))


def brings_plans_of(actor: Actor, facility_code: str, region: str) -> bool:
    """Services and schedules also by the facility's own manager."""
    here = Scope(FACILITY, facility_code)
    return brings_for(actor, region) or any(actor.may(role, here) for role in (OPERATOR, MANAGER))


def cities_of(actor: Actor) -> list[str]:
    """The cities whose health office the actor works at."""
    codes = [
        grant.scope.code
        for grant in actor.grants
        if grant.role == AGENCY and grant.scope.kind == OFFICE
    ]
    return [code.removesuffix(_HEALTH) for code in codes if code.endswith(_HEALTH)]


def brings_regions(actor: Actor) -> bool:
    """Whether there is any region, not only a facility, for which the actor brings files."""
    over = [g.scope.kind for g in actor.grants if g.role == OPERATOR]
    is_over_regions = any(kind in (EVERYWHERE, REGION) for kind in over)
    return actor.kind is ActorKind.SYSTEM or is_over_regions or bool(cities_of(actor))


def brings_plans(actor: Actor) -> bool:
    """Whether there is any facility whose services and schedules the actor may bring."""
    roles = {grant.role for grant in actor.grants}
    return brings_regions(actor) or bool(roles & {OPERATOR, MANAGER})
