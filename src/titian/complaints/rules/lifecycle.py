"""The life of a case: one table, one function."""

from collections.abc import Mapping

from titian.complaints.errors import CaseSettled
from titian.complaints.types import Act, CaseState

_S = CaseState
ACTS: Mapping[Act, tuple[frozenset[CaseState], CaseState]] = {
    Act.ANSWER: (frozenset({_S.OPEN}), _S.OPEN),
    Act.ASK: (frozenset({_S.OPEN}), _S.WAITING),
    Act.ADD: (frozenset({_S.OPEN, _S.WAITING}), _S.OPEN),
    Act.RESOLVE: (frozenset({_S.OPEN, _S.WAITING}), _S.RESOLVED),
    Act.CONFIRM: (frozenset({_S.RESOLVED, _S.MERGED}), _S.CLOSED),
    Act.REOPEN: (frozenset({_S.RESOLVED, _S.CLOSED, _S.MERGED}), _S.OPEN),
    Act.HAND_ON: (frozenset({_S.OPEN}), _S.OPEN),
    Act.MERGE: (frozenset({_S.OPEN}), _S.MERGED),
    Act.UNMERGE: (frozenset({_S.MERGED}), _S.OPEN),
}
RUNNING = frozenset({_S.OPEN, _S.WAITING})


def after(state: CaseState, act: Act) -> CaseState:
    """Where an act leads; raises CaseSettled."""
    before, to = ACTS[act]
    if state not in before:
        raise CaseSettled(act=act.value, state=state.value)
    return to
