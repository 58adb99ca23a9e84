"""The life of a claim (domain-rules §10.4): one table, one function."""

from collections.abc import Mapping

from titian.claims.errors import ClaimCannot
from titian.claims.types import ClaimAct, ClaimStage, ClaimState

_S, _A = ClaimState, ClaimAct
STEPS: Mapping[ClaimAct, tuple[frozenset[ClaimState], ClaimState]] = {
    _A.SUBMIT: (frozenset({_S.PREPARED}), _S.SUBMITTED),
    _A.MEND: (frozenset({_S.RETURNED}), _S.SUBMITTED),
    _A.RECALL: (
        frozenset({_S.SUBMITTED, _S.COMPLETE, _S.CHECKING, _S.RETURNED}),
        _S.PREPARED,
    ),
    _A.COMPLETE: (frozenset({_S.SUBMITTED}), _S.COMPLETE),
    _A.CHECK: (frozenset({_S.COMPLETE}), _S.CHECKING),
    _A.SEND_BACK: (frozenset({_S.SUBMITTED, _S.CHECKING}), _S.RETURNED),
    _A.APPROVE: (frozenset({_S.CHECKING}), _S.APPROVED),
    _A.REFUSE: (frozenset({_S.CHECKING}), _S.REFUSED),
    _A.DISPUTE: (frozenset({_S.REFUSED, _S.APPROVED}), _S.DISPUTED),
    _A.GRANT: (frozenset({_S.DISPUTED}), _S.APPROVED),
    _A.UPHOLD: (frozenset({_S.DISPUTED}), _S.REFUSED),
    _A.PAY: (frozenset({_S.APPROVED}), _S.PAID),
    _A.EXPIRE: (frozenset({_S.PREPARED, _S.RETURNED}), _S.EXPIRED),
}
OPEN = frozenset({_S.PREPARED, _S.RETURNED})  # with the facility
AT_BRANCH = frozenset({_S.SUBMITTED, _S.COMPLETE, _S.CHECKING, _S.DISPUTED})
ENDED = frozenset({_S.PAID, _S.EXPIRED})

# What a member reads: `cost.<word>`.
WORDS: Mapping[ClaimState, str] = {
    _S.PREPARED: "preparing",
    _S.SUBMITTED: "checking",
    _S.COMPLETE: "checking",
    _S.CHECKING: "checking",
    _S.RETURNED: "mending",
    _S.APPROVED: "covered",
    _S.PAID: "covered",
    _S.REFUSED: "between_them",
    _S.DISPUTED: "between_them",
    _S.EXPIRED: "between_them",
}
_STAGES: Mapping[ClaimStage, frozenset[ClaimState]] = {
    ClaimStage.PROCESS: AT_BRANCH,
    ClaimStage.PENDING: frozenset({_S.RETURNED}),
    ClaimStage.CLAIM: frozenset({_S.APPROVED, _S.PAID, _S.REFUSED, _S.EXPIRED}),
}


def after(state: ClaimState, act: ClaimAct) -> ClaimState:
    """Where an act leads; raises ClaimCannot."""
    before, to = STEPS[act]
    if state not in before:
        raise ClaimCannot(act=act.value, state=state.value)
    return to


def states_of(stage: ClaimStage) -> frozenset[ClaimState]:
    return _STAGES[stage]


def stage_of(state: ClaimState) -> ClaimStage | None:
    """None before it is sent: the scheme knows nothing of it yet."""
    return next((stage for stage, states in _STAGES.items() if state in states), None)
