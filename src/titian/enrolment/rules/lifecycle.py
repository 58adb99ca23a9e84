"""The life of an application (domain-rules §4): one table, one function."""

from collections.abc import Mapping

from titian.enrolment.errors import ApplicationSettled
from titian.enrolment.types import Act, ApplicationState

_S = ApplicationState
ACTS: Mapping[Act, tuple[frozenset[ApplicationState], ApplicationState]] = {
    Act.SUBMIT: (frozenset({_S.DRAFT}), _S.VERIFYING),
    Act.RETURN: (frozenset({_S.VERIFYING}), _S.RETURNED),
    Act.MEND: (frozenset({_S.RETURNED}), _S.VERIFYING),
    Act.REFUSE: (frozenset({_S.VERIFYING}), _S.REFUSED),
    Act.APPROVE: (frozenset({_S.VERIFYING}), _S.APPROVED),
    Act.WAIT: (frozenset({_S.VERIFYING}), _S.WAITING),
    Act.ADMIT: (frozenset({_S.WAITING}), _S.APPROVED),
    Act.HAND_OVER: (frozenset({_S.APPROVED}), _S.SENT),
    Act.BOUNCE: (frozenset({_S.SENT}), _S.RETURNED),
    Act.TAKE_EFFECT: (frozenset({_S.SENT}), _S.ACTIVE),
    Act.CANCEL: (
        frozenset({_S.DRAFT, _S.VERIFYING, _S.RETURNED, _S.WAITING, _S.APPROVED}),
        _S.CANCELLED,
    ),
}
ENDED = frozenset({_S.ACTIVE, _S.REFUSED, _S.CANCELLED})
UNDER_WAY = frozenset(_S) - ENDED


def after(state: ApplicationState, act: Act) -> ApplicationState:
    """Where an act leads; raises ApplicationSettled."""
    before, to = ACTS[act]
    if state not in before:
        raise ApplicationSettled(act=act.value, state=state.value)
    return to
