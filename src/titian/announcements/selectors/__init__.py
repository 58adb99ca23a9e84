"""Reads of what is told to many: by everybody, and by editors."""

from titian.announcements.selectors.announcements import (
    announcement,
    announcement_for_editing,
    drafts_and_told,
)
from titian.announcements.selectors.editing import codes_of, is_editor
from titian.announcements.selectors.edition_desk import (
    article_for_editing,
    draft_photo,
    edition_for_editing,
    editions,
)
from titian.announcements.selectors.editions import (
    archive,
    article,
    article_photo,
    edition_of_week,
    editions_out,
    latest_edition,
)
from titian.announcements.selectors.held import HELD
from titian.announcements.selectors.live import first_for, for_person, for_region, forget

__all__ = [
    "HELD",
    "announcement",
    "announcement_for_editing",
    "archive",
    "article",
    "article_for_editing",
    "article_photo",
    "codes_of",
    "draft_photo",
    "drafts_and_told",
    "edition_for_editing",
    "edition_of_week",
    "editions",
    "editions_out",
    "first_for",
    "for_person",
    "for_region",
    "forget",
    "is_editor",
    "latest_edition",
]
