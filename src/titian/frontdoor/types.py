"""Plain records of a sign-in under way."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from titian.notifications.types import Channel


class Purpose(StrEnum):
    SIGN_IN = "sign_in"
    PROVE = "prove"


@dataclass(frozen=True, slots=True)
class Way:
    """A channel on record, with its address masked."""

    channel: Channel
    mask: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A sign-in under way, as its owner's browser may see it. Does not tell who it is, or
    whether it is anybody at all.
    """

    pending_id: int
    purpose: Purpose
    ways: tuple[Way, ...]
    chosen: Channel | None
    code_sent_at: datetime | None
    codes_sent: int
    onward: str
    who: str
    region: str = ""  # where the family lives: to count with, and shown to nobody

    @property
    def chosen_way(self) -> Way | None:
        return next((way for way in self.ways if way.channel is self.chosen), None)

    @property
    def other_ways(self) -> tuple[Way, ...]:
        return tuple(way for way in self.ways if way.channel is not self.chosen)


@dataclass(frozen=True, slots=True)
class Started:
    """A sign-in just begun; the token goes into the browser's cookie."""

    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A counter's code, shown once, with the person it was made for."""

    code: str
    full_name: str
    expires_at: datetime
