"""Who reads what, what may be written, and the life of it."""

from titian.announcements.rules.audience import concerns, most_relevant, reaches
from titian.announcements.rules.lifecycle import EDITABLE, RETURNABLE, after
from titian.announcements.rules.weeks import chain, monday_of
from titian.announcements.rules.words import (
    MOST_BODY,
    MOST_TITLE,
    Block,
    Span,
    blocks,
    lead,
    sound_text,
    sound_words,
)

__all__ = [
    "EDITABLE",
    "MOST_BODY",
    "MOST_TITLE",
    "RETURNABLE",
    "Block",
    "Span",
    "after",
    "blocks",
    "chain",
    "concerns",
    "lead",
    "monday_of",
    "most_relevant",
    "reaches",
    "sound_text",
    "sound_words",
]
