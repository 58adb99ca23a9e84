"""Refusals: the world is not as the request needs it. No HTTP, no sentence for people.

The sentence a person reads is the catalogue entry `error.<code>`, filled with `data`.
"""

from enum import StrEnum
from typing import ClassVar


class Kind(StrEnum):
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    CONFLICT = "conflict"
    INVALID = "invalid"
    TRY_LATER = "try_later"


class Side(StrEnum):
    """Whose doing a failure was: the person's, ours, or another organisation's."""

    PERSON = "person"
    OURS = "ours"
    THEIRS = "theirs"
    RULE = "rule"


class Refusal(Exception):
    """Base of every refusal. A subclass gives a stable `code`, a `kind` and a `side`.

    `subject` is a keyed hash where many refusals have one cause, as with a limit: they share
    a receipt for a while.
    """

    code: ClassVar[str]
    kind: ClassVar[Kind]
    side: ClassVar[Side] = Side.RULE
    subject: str = ""

    def __init__(self, **data: object) -> None:
        super().__init__(self.code)
        self.data = data
