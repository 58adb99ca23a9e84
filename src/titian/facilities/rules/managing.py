"""Who may change what a facility plans."""

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import EVERYWHERE, Scope

MANAGER = "manager"
OPERATOR = "operator"
FACILITY = "facility"
BRIDGE = "bridge"  # a facility's own system, speaking for the facility
CARE_ROLES = frozenset({"desk", "doctor", MANAGER, BRIDGE})


def may_manage(actor: Actor, facility_code: str) -> bool:
    """Its manager, or a named process of ours."""
    return actor.kind is ActorKind.SYSTEM or actor.may(MANAGER, Scope(FACILITY, facility_code))


def may_enrol(actor: Actor) -> bool:
    """Bringing a facility onto Titian is the operator's affair."""
    return actor.kind is ActorKind.SYSTEM or actor.may(OPERATOR, Scope(EVERYWHERE))


def may_record_care(actor: Actor, facility_code: str) -> bool:
    """Who writes down what happens there, free beds too: its desk, doctors and manager, and its
    own system.
    """
    scope = Scope(FACILITY, facility_code)
    return actor.kind is ActorKind.SYSTEM or any(actor.may(role, scope) for role in CARE_ROLES)


def is_everywhere(scope: Scope) -> bool:
    return scope.kind == EVERYWHERE
