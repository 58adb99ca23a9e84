"""Who keeps a facility's counter, and what may be taken back there for how long."""

from datetime import timedelta

from titian.kernel.actors import Actor, ActorKind
from titian.kernel.scopes import Scope
from titian.queue.types import Action

DESK = "desk"
UNDO_WITHIN = timedelta(seconds=30)
REVERTIBLE = (Action.CALL, Action.SKIP, Action.FINISH, Action.CHECK_IN)


def keeps_desk(actor: Actor, facility_code: str) -> bool:
    """Staff with the role there, and our own processes, which close what was left open."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    return actor.may(DESK, Scope("facility", facility_code))
