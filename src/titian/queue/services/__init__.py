"""What can be done with the line. Each verb is one transaction."""

from titian.queue.services.arriving import check_in
from titian.queue.services.calling import call_next, finish, recall, skip, undo
from titian.queue.services.confirming import Confirmation, confirm, confirm_many
from titian.queue.services.doors import close_to_booking
from titian.queue.services.generating import generate, generate_ahead
from titian.queue.services.going_ahead import WentAhead, let_ahead
from titian.queue.services.holding import (
    Wish,
    extend,
    hold,
    hold_each,
    hold_many,
    release,
    release_of_helper,
)
from titian.queue.services.leaving import cancel, move
from titian.queue.services.letting_go import let_go
from titian.queue.services.outside import (
    apply_hours,
    ask_outside,
    ask_to,
    cancel_sent,
    carry_errand,
    claim_errands,
    claim_looks,
    decide_hours,
    look_at_line,
    note_pharmacy,
    note_refused,
    note_task,
    offered_by,
    propose_hours,
    take_sent,
    tell_outside_given,
    tell_outside_refused,
    tell_waiting,
)
from titian.queue.services.papers import tell_paper_withdrawn
from titian.queue.services.purging import purge
from titian.queue.services.sessions import add_reserve
from titian.queue.services.sessions import cancel as cancel_session
from titian.queue.services.sessions import close as close_session
from titian.queue.services.sessions import delay as delay_session
from titian.queue.services.telling import (
    tell_booked,
    tell_cancelled,
    tell_delayed,
    tell_moved,
    tell_near,
    tell_session_cancelled,
    tell_watchers,
)
from titian.queue.services.waiting_room import in_turn, may_order_room, order_room
from titian.queue.services.walking_in import Newcomer, walk_in
from titian.queue.services.watching import watch

__all__ = [
    "Confirmation",
    "Newcomer",
    "WentAhead",
    "Wish",
    "add_reserve",
    "apply_hours",
    "ask_outside",
    "ask_to",
    "call_next",
    "cancel",
    "cancel_sent",
    "cancel_session",
    "carry_errand",
    "check_in",
    "claim_errands",
    "claim_looks",
    "close_session",
    "close_to_booking",
    "confirm",
    "confirm_many",
    "decide_hours",
    "delay_session",
    "extend",
    "finish",
    "generate",
    "generate_ahead",
    "hold",
    "hold_each",
    "hold_many",
    "in_turn",
    "let_ahead",
    "let_go",
    "look_at_line",
    "may_order_room",
    "move",
    "note_pharmacy",
    "note_refused",
    "note_task",
    "offered_by",
    "order_room",
    "propose_hours",
    "purge",
    "recall",
    "release",
    "release_of_helper",
    "skip",
    "take_sent",
    "tell_booked",
    "tell_cancelled",
    "tell_delayed",
    "tell_moved",
    "tell_near",
    "tell_outside_given",
    "tell_outside_refused",
    "tell_paper_withdrawn",
    "tell_session_cancelled",
    "tell_waiting",
    "tell_watchers",
    "undo",
    "walk_in",
    "watch",
]
