"""Who may change what a facility plans."""

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import EVERYWHERE, Scope

MANAGER = "manager"
OPERATOR = "operator"
FACILITY = "facility"


def may_manage(actor: Actor, facility_code: str) -> bool:
    """Its manager, or a named process of ours."""
    return actor.kind is ActorKind.SYSTEM or actor.may(MANAGER, Scope(FACILITY, facility_code))


def may_enrol(actor: Actor) -> bool:
    """Bringing a facility onto Titian is the operator's affair."""
    return actor.kind is ActorKind.SYSTEM or actor.may(OPERATOR, Scope(EVERYWHERE))


def is_everywhere(scope: Scope) -> bool:
    return scope.kind == EVERYWHERE
