"""Facts announced to whoever stands above: frozen records of ids and values."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Event:
    """Base of every event. A subclass is a frozen dataclass with a `name` in the past tense,
    such as "queue.ticket_booked"; its fields are ids, texts, numbers, dates and moments. After an
    urgent one somebody waits at a screen: it never waits behind the others.
    """

    name: ClassVar[str]
    urgent: ClassVar[bool] = False
