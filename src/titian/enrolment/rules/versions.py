"""The life of a version of a procedure: one table, one function."""

from collections.abc import Mapping
from datetime import date

from titian.enrolment.errors import ProcedureSettled
from titian.enrolment.types import ProcedureAct, ProcedureState

_S = ProcedureState
PROCEDURE_ACTS: Mapping[ProcedureAct, tuple[frozenset[ProcedureState], ProcedureState]] = {
    ProcedureAct.CHANGE: (frozenset({_S.DRAFT}), _S.DRAFT),
    ProcedureAct.PROPOSE: (frozenset({_S.DRAFT}), _S.PROPOSED),
    ProcedureAct.TAKE_BACK: (frozenset({_S.PROPOSED}), _S.DRAFT),
    ProcedureAct.APPROVE: (frozenset({_S.PROPOSED}), _S.APPROVED),
    ProcedureAct.DROP: (frozenset({_S.DRAFT, _S.PROPOSED}), _S.DROPPED),
}


def procedure_after(state: ProcedureState, act: ProcedureAct) -> ProcedureState:
    """Where an act leads; raises ProcedureSettled."""
    before, to = PROCEDURE_ACTS[act]
    if state not in before:
        raise ProcedureSettled(act=act.value, state=state.value)
    return to


def holds_from(wanted: date, approved_on: date) -> date:
    """Nobody is bound by a procedure before the day it was approved."""
    return max(wanted, approved_on)
