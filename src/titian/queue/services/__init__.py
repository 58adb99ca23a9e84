"""What can be done with the line. Each verb is one transaction."""

from titian.queue.services.arriving import check_in
from titian.queue.services.calling import call_next, finish, recall, skip, undo
from titian.queue.services.confirming import Confirmation, confirm, confirm_many
from titian.queue.services.generating import generate, generate_ahead
from titian.queue.services.holding import (
    Wish,
    extend,
    hold,
    hold_many,
    release,
    release_of_helper,
)
from titian.queue.services.leaving import cancel, move
from titian.queue.services.letting_go import let_go
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
from titian.queue.services.walking_in import Newcomer, walk_in
from titian.queue.services.watching import watch

__all__ = [
    "Confirmation",
    "Newcomer",
    "Wish",
    "add_reserve",
    "call_next",
    "cancel",
    "cancel_session",
    "check_in",
    "close_session",
    "confirm",
    "confirm_many",
    "delay_session",
    "extend",
    "finish",
    "generate",
    "generate_ahead",
    "hold",
    "hold_many",
    "let_go",
    "move",
    "purge",
    "recall",
    "release",
    "release_of_helper",
    "skip",
    "tell_booked",
    "tell_cancelled",
    "tell_delayed",
    "tell_moved",
    "tell_near",
    "tell_session_cancelled",
    "tell_watchers",
    "undo",
    "walk_in",
    "watch",
]
