"""The life that an announcement and an edition have in common."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SheetKind(StrEnum):
    """What goes through the hands of two people before anybody reads it."""

    ANNOUNCEMENT = "announcement"
    EDITION = "edition"


class State(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"  # waits for somebody who wrote none of it
    APPROVED = "approved"  # an announcement holds in its period, an edition waits for its hour
    PUBLISHED = "published"  # an edition is out
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    DRAFT = "draft"
    CHANGE = "change"
    PROPOSE = "propose"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class MoveView:
    """One step as its editors read it."""

    number: int
    act: Act
    reason: str
    at: datetime
    is_own: bool
