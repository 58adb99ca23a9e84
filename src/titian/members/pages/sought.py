"""A number that an officer typed, for when many look at the same moment."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.members.pages.presenters import Found, looked_up_together

_NUMBER = re.compile(r"[0-9][0-9 .-]{11,38}[0-9]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sought:
    """Each look is one of its own, also of the same person: each is recorded."""

    text: str

    @property
    def about(self) -> int:
        return id(self)


def sought(fields: Mapping[str, str]) -> Sought | None:
    """What the form asks when it is a number; None leaves it to the page, also names."""
    text = fields.get("cari", "").strip()
    return None if fields.get("orang") or not _NUMBER.fullmatch(text) else Sought(text)


def look_all(asked: Sequence[tuple[Sought, Actor]], *, at: datetime) -> Sequence[Found | Refusal]:
    return looked_up_together([(one.text, viewer) for one, viewer in asked], at=at)
