"""The life of a visit: one table, one function."""

from collections.abc import Mapping

from titian.visits.errors import VisitCannot
from titian.visits.types import VisitAct, VisitState

_ALIVE = frozenset({VisitState.REGISTERED, VisitState.IN_CARE})
_STEPS: Mapping[VisitAct, tuple[frozenset[VisitState], VisitState]] = {
    VisitAct.ADMIT: (_ALIVE, VisitState.IN_CARE),
    VisitAct.RECORD: (_ALIVE, VisitState.ENDED),
    VisitAct.CHANGE: (frozenset({VisitState.ENDED}), VisitState.ENDED),
    VisitAct.WITHDRAW: (frozenset({VisitState.ENDED}), VisitState.REGISTERED),
    VisitAct.CANCEL: (_ALIVE, VisitState.CANCELLED),
}


def after(state: VisitState, act: VisitAct) -> VisitState:
    """Where an act leads; raises `VisitCannot`."""
    before, to = _STEPS[act]
    if state not in before:
        raise VisitCannot(act=act.value, state=state.value)
    return to
