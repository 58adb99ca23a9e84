"""Short lessons for members and officers, and who has finished which."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Audience(StrEnum):
    MEMBER = "member"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; `picture` names a screen of the real product, or is empty."""

    text: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """In one language. `right` is the place of the right one among the options."""

    key: str
    audience: Audience
    minutes: int
    title: str
    steps: tuple[Step, ...]
    ask: str
    options: tuple[str, ...]
    right: int


@dataclass(frozen=True, slots=True)
class Learner:
    """An officer and when they finished each lesson."""

    name: str
    done: dict[str, datetime]
