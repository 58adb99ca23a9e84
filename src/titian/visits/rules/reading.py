"""Who may read a person's history: what was found in a body is told to nobody else unasked.

Status and tickets may be seen by the family's head and by helpers; a history never without the
adult's own leave, also where they let the head see card and dues.
"""

from titian.members.types import Standing
from titian.visits.types import Sight

# Who hears at a counter that somebody may read, as for leave to help.
HEARING_ROLES = frozenset({"desk", "branch"})


def sight_of(whose: Standing, *, subject: int, is_adult: bool, is_shared: bool) -> Sight | None:
    """How this member reads the history of somebody within reach; None: not at all."""
    if whose.person_id == subject:
        return Sight.OWN
    if not is_adult and whose.family_head == subject:
        return Sight.CHILD
    return Sight.SHARED if is_shared else None
