"""Announcements as they are written, and as they are read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from titian.announcements.types.steps import MoveView, State
from titian.kernel.errors import Refusal


class Kind(StrEnum):
    INFO = "info"
    DISRUPTION = "disruption"
    HEALTH = "health"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom it is for: no region is the whole country, no segment is everybody."""

    regions: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Title and body; the body may hold paragraphs, lists, **bold** and [words](links)."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class NewAnnouncement:
    """What an editor writes. `is_public`: also for who is not signed in; `is_told`: also said by
    message to everybody it is for.
    """

    kind: Kind
    text: Text
    audience: Audience
    starts_at: datetime
    ends_at: datetime
    english: Text | None = None
    is_public: bool = True
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Live:
    """An announcement as its readers have it; nothing of who wrote it."""

    id: int
    kind: Kind
    text: Text
    english: Text | None
    audience: Audience
    starts_at: datetime
    ends_at: datetime
    timezone: str
    is_public: bool

    def holds(self, at: datetime) -> bool:
        """From its first minute until the minute it ends."""
        return self.starts_at <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """An announcement as editors see it, with all its steps."""

    live: Live
    state: State
    seen: int
    is_told: bool
    told: int
    told_at: datetime | None
    readers: int
    places: tuple[str, ...]
    moves: tuple[MoveView, ...] = ()
    may_not: Refusal | None = None  # why this editor may not approve it
    may_return: bool = False  # to its writers, as it stands now

    @property
    def id(self) -> int:
        return self.live.id

    def is_over(self, at: datetime) -> bool:
        return self.live.ends_at <= at
