"""The weekly page: an edition of a region and a week, and its articles."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from titian.announcements.types.announcements import Text
from titian.announcements.types.steps import MoveView, State
from titian.kernel.errors import Refusal


class ArticleKind(StrEnum):
    NEWS = "news"
    TESTIMONY = "testimony"
    HEALTH = "health"


@dataclass(frozen=True, slots=True)
class Consent:
    """Who agreed that their story is told, when, and how that is on record."""

    by: str
    on: date
    how: str


@dataclass(frozen=True, slots=True)
class NewArticle:
    kind: ArticleKind
    text: Text
    author: str
    consent: Consent | None = None
    upload_id: int | None = None
    photo_says: str = ""


@dataclass(frozen=True, slots=True)
class NewEdition:
    """`region` "" is the whole country; `week_on` any day of the week."""

    region: str
    week_on: date
    publish_at: datetime


@dataclass(frozen=True, slots=True)
class ArticleView:
    id: int
    edition_id: int
    kind: ArticleKind
    text: Text
    author: str
    photo_says: str
    has_photo: bool
    photo_kilobytes: int = 0
    consent: Consent | None = None  # for editors alone


@dataclass(frozen=True, slots=True)
class EditionView:
    id: int
    region: str
    place: str
    week_on: date
    state: State
    publish_at: datetime
    published_at: datetime | None
    timezone: str
    seen: int
    articles: tuple[ArticleView, ...] = ()
    moves: tuple[MoveView, ...] = ()
    may_not: Refusal | None = None
    may_return: bool = False  # to its writers, as it stands now
