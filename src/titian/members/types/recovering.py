"""A new telephone number for somebody who has lost the old one, as plain records."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from titian.notifications.types import Channel


class RecoveryWay(StrEnum):
    """Who vouches that it is them: an officer who saw a document, a kader, the family's head."""

    COUNTER = "counter"
    KADER = "kader"
    HEAD = "head"


class RecoveryStep(StrEnum):
    """Where a change stands; `rules.RECOVERY_MOVES` says what leads where."""

    PROVING = "proving"
    SECONDING = "seconding"
    WAITING = "waiting"
    DONE = "done"
    STOPPED = "stopped"
    UNDONE = "undone"
    LAPSED = "lapsed"

    @property
    def is_open(self) -> bool:
        return self in (RecoveryStep.PROVING, RecoveryStep.SECONDING, RecoveryStep.WAITING)


@dataclass(frozen=True, slots=True)
class NewNumber:
    """Where the person can be reached from now on: WhatsApp or SMS, as 628…"""

    channel: Channel
    to: str


@dataclass(frozen=True, slots=True)
class RecoveryView:
    """A change under way, for whoever began it, the person's family, or an officer."""

    recovery_id: int
    person_id: int
    name: str
    way: RecoveryWay
    step: RecoveryStep
    channel: Channel
    mask: str
    vouched_by: str
    asked_at: datetime
    effective_at: datetime | None
    undo_until: datetime | None
    may_second: bool = False
    may_stop: bool = False
    is_own: bool = False
    began_here: bool = False


@dataclass(frozen=True, slots=True)
class StopView:
    """What the link in a notice shows: nothing about whose number it is."""

    step: RecoveryStep
    effective_at: datetime | None
    undo_until: datetime | None
    may_stop: bool


@dataclass(frozen=True, slots=True)
class RecoveryWaits:
    """Hours that a change waits, by way and for whom."""

    kader: int
    child: int
    adult: int
