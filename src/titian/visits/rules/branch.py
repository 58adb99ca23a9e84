"""Who answers for the branch: what hospitals ask, what the accident insurer said."""

DECIDING_ROLES = frozenset({"branch"})
