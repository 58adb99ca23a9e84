"""Decisions about complaints, over plain values."""

from titian.complaints.rules.clocks import promise_of, used_between
from titian.complaints.rules.incidents import public_words
from titian.complaints.rules.levels import LEVEL_AT, SEES_FROM, level_after
from titian.complaints.rules.lifecycle import ACTS, RUNNING, after
from titian.complaints.rules.spans import Span, Stretch, stretch_asked, stretch_of
from titian.complaints.rules.templates import (
    PLACES,
    filled,
    require_all_filled,
    require_known_places,
)
from titian.complaints.rules.writing import MOST_CHARACTERS, sound_words

__all__ = [
    "ACTS",
    "LEVEL_AT",
    "MOST_CHARACTERS",
    "PLACES",
    "RUNNING",
    "SEES_FROM",
    "Span",
    "Stretch",
    "after",
    "filled",
    "level_after",
    "promise_of",
    "public_words",
    "require_all_filled",
    "require_known_places",
    "sound_words",
    "stretch_asked",
    "stretch_of",
    "used_between",
]
