"""Reads of conversations."""

from titian.assistant.selectors.desk import desk, desk_talk
from titian.assistant.selectors.held import HELD
from titian.assistant.selectors.later import find_later
from titian.assistant.selectors.offices import desk_of
from titian.assistant.selectors.talks import find_talk, is_others
from titian.assistant.selectors.topics import find_about, help_page, help_pages

__all__ = [
    "HELD",
    "desk",
    "desk_of",
    "desk_talk",
    "find_about",
    "find_later",
    "find_talk",
    "help_page",
    "help_pages",
    "is_others",
]
