"""The life of an announcement and of an edition: one table, one function."""

from collections.abc import Mapping

from titian.announcements.errors import SheetSettled
from titian.announcements.types import Act, SheetKind, State

_S = State
EDITABLE = frozenset({_S.DRAFT})
ACTS: Mapping[Act, tuple[frozenset[State], State]] = {
    Act.CHANGE: (EDITABLE, _S.DRAFT),
    Act.PROPOSE: (EDITABLE, _S.PROPOSED),
    Act.RETURN: (frozenset(), _S.DRAFT),  # from where, says RETURNABLE
    Act.APPROVE: (frozenset({_S.PROPOSED}), _S.APPROVED),
    Act.PUBLISH: (frozenset({_S.APPROVED}), _S.PUBLISHED),
    Act.WITHDRAW: (frozenset(set(State) - {_S.WITHDRAWN}), _S.WITHDRAWN),
}
# An approved announcement is read at once; an approved edition only at its hour.
RETURNABLE: Mapping[SheetKind, frozenset[State]] = {
    SheetKind.ANNOUNCEMENT: frozenset({_S.PROPOSED}),
    SheetKind.EDITION: frozenset({_S.PROPOSED, _S.APPROVED}),
}


def after(kind: SheetKind, state: State, act: Act) -> State:
    """Where an act leads; raises SheetSettled."""
    before, to = ACTS[act]
    if act is Act.RETURN:
        before = RETURNABLE[kind]
    if state not in before:
        raise SheetSettled(act=act.value, state=state.value)
    return to
