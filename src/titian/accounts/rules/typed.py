"""What was typed when a screen of staff locked: what is kept of it, and as what."""

from enum import StrEnum

# Fields whose words are kept nowhere.
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "password", "secret", "pin", "totp", "old", "new"})


class Typed(StrEnum):
    SENT = "sent"  # pressed when it had locked already
    DRAFT = "draft"  # half written when it locked
