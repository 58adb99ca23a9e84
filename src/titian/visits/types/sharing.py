"""Who may read whose history."""

from dataclasses import dataclass
from enum import StrEnum


class Sight(StrEnum):
    """How a viewer comes to read a person's history."""

    OWN = "own"
    CHILD = "child"  # as the head of the child's family
    SHARED = "shared"  # by the person's leave


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody near a member, and whether they may read the member's history."""

    person_id: int
    name: str
    is_head: bool
    is_allowed: bool
    document: str = ""  # shown at a counter when the leave was given there
