"""A ticket's life as one table: action, states it may start from, state it ends in."""

from titian.queue.types import Action, TicketState

_S = TicketState

TRANSITIONS: dict[Action, tuple[frozenset[TicketState], TicketState]] = {
    Action.BOOK: (frozenset(), _S.BOOKED),
    Action.WALK_IN: (frozenset(), _S.PRESENT),
    Action.CHECK_IN: (frozenset({_S.BOOKED, _S.SKIPPED}), _S.PRESENT),
    Action.RAISE: (frozenset({_S.PRESENT}), _S.PRESENT),
    Action.CALL: (frozenset({_S.PRESENT}), _S.CALLED),
    Action.RECALL: (frozenset({_S.CALLED}), _S.CALLED),
    Action.SKIP: (frozenset({_S.CALLED, _S.PRESENT}), _S.SKIPPED),
    Action.FINISH: (frozenset({_S.CALLED}), _S.DONE),
    Action.CANCEL: (frozenset({_S.BOOKED, _S.PRESENT, _S.SKIPPED}), _S.CANCELLED),
    Action.MOVE: (frozenset({_S.BOOKED, _S.PRESENT, _S.SKIPPED}), _S.MOVED),
}

CLOSING: dict[TicketState, TicketState] = {
    _S.BOOKED: _S.ABSENT,
    _S.SKIPPED: _S.ABSENT,
    _S.PRESENT: _S.UNSERVED,
    _S.CALLED: _S.DONE,
}


def next_state(action: Action, state: TicketState) -> TicketState | None:
    """The state after an action, or None when the table does not allow it from here."""
    allowed, result = TRANSITIONS[action]
    return result if state in allowed else None
