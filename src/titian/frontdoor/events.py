"""What the front door announces."""

from dataclasses import dataclass
from typing import ClassVar

from titian.kernel.events import Event
from titian.notifications.types import Channel


@dataclass(frozen=True, slots=True)
class CodeRequested(Event):
    """Somebody asked for a code by a channel: the `number`-th of this sign-in."""

    name: ClassVar[str] = "frontdoor.code_requested"
    urgent: ClassVar[bool] = True
    pending_id: int
    number: int
    channel: Channel
