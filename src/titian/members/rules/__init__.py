"""Pure decisions about people of the scheme."""

from titian.members.rules.membership import (
    ADULT_AGE,
    BEGINNINGS,
    LOOKING_ROLES,
    SITUATIONS,
    UNKNOWN,
    after,
    begun,
    folded,
    is_adult,
    is_sample_card,
    possible_changes,
    situation,
    tone,
)

__all__ = [
    "ADULT_AGE",
    "BEGINNINGS",
    "LOOKING_ROLES",
    "SITUATIONS",
    "UNKNOWN",
    "after",
    "begun",
    "folded",
    "is_adult",
    "is_sample_card",
    "possible_changes",
    "situation",
    "tone",
]
