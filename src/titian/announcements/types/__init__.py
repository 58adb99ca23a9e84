"""Plain records of what is told to many."""

from titian.announcements.types.announcements import (
    AnnouncementView,
    Audience,
    Kind,
    Live,
    NewAnnouncement,
    Text,
)
from titian.announcements.types.editions import (
    ArticleKind,
    ArticleView,
    Consent,
    EditionView,
    NewArticle,
    NewEdition,
)
from titian.announcements.types.steps import Act, MoveView, SheetKind, State

__all__ = [
    "Act",
    "AnnouncementView",
    "ArticleKind",
    "ArticleView",
    "Audience",
    "Consent",
    "EditionView",
    "Kind",
    "Live",
    "MoveView",
    "NewAnnouncement",
    "NewArticle",
    "NewEdition",
    "SheetKind",
    "State",
    "Text",
]
