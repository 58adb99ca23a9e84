"""How messages and channels are doing; what was said to somebody and how they wish to hear it."""

from titian.notifications.selectors.codes import code_held_up
from titian.notifications.selectors.devices import (
    devices_of,
    is_push_service,
    push_key,
    takes_push,
)
from titian.notifications.selectors.inbox import inbox, unread
from titian.notifications.selectors.sending import (
    HELD,
    channel_health,
    channels,
    heard,
    last_unreached,
    message_state,
    sender_index,
    unreached_at,
)
from titian.notifications.selectors.wishes import ways_of, wishes_from, wishes_in, wishes_of

__all__ = [
    "HELD",
    "channel_health",
    "channels",
    "code_held_up",
    "devices_of",
    "heard",
    "inbox",
    "is_push_service",
    "last_unreached",
    "message_state",
    "push_key",
    "sender_index",
    "takes_push",
    "unreached_at",
    "unread",
    "ways_of",
    "wishes_from",
    "wishes_in",
    "wishes_of",
]
