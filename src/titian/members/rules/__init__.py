"""Pure decisions about people of the scheme."""

from titian.members.rules.membership import (
    ACTIVE,
    ADULT_AGE,
    BEGINNINGS,
    LOOKING_ROLES,
    NOT_ACTIVE,
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
    "ACTIVE",
    "ADULT_AGE",
    "BEGINNINGS",
    "LOOKING_ROLES",
    "NOT_ACTIVE",
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
