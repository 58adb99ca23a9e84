"""What was found, in words: `doctor.<check>.<state>`, and `….do` where something is to be done."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """`data` fills the sentence and holds nothing personal and no secret."""

    check: str
    state: str
    level: Level
    data: Mapping[str, str | int | float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"doctor.{self.check}.{self.state}"

    def sentence(self) -> str:
        return gettext(self.key).format(**self.data)

    def advice(self) -> str:
        """What to do; empty where all is well."""
        if self.level is Level.OK:
            return ""
        key = f"{self.key}.do"
        return gettext(key).format(**self.data)


Look = Callable[[datetime], Iterable[Finding]]


def fine(check: str, **data: str | float) -> Finding:
    return Finding(check, "ok", Level.OK, data)


def warn(check: str, state: str, **data: str | float) -> Finding:
    """Titian serves, but somebody should look today."""
    return Finding(check, state, Level.WARN, data)


def bad(check: str, state: str, **data: str | float) -> Finding:
    """People are not served, or something may be lost."""
    return Finding(check, state, Level.BAD, data)
