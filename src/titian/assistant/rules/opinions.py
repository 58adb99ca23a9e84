"""When a text model is asked what somebody wants, and what its answer may change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from titian.assistant.types import Intent, Understood

_FILE = Path(__file__).resolve().parent.parent / "data" / "intents.tsv"
_SURE = 0.8
_WORTH_ASKING = 0.3
_MOST_CHOICES = 3


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model chose, and which model; `confidence` is its own and is not kept."""

    intent: Intent
    confidence: float
    version: str


@cache
def wishes() -> Mapping[str, str]:
    """What a model may choose from, and what each means. Yes, no and the like are not its."""
    rows = (line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines())
    return {Intent(key): meaning for key, meaning in rows}


def is_worth_asking(heard: Understood) -> bool:
    """Only where we are unsure ourselves; an emergency waits for nobody."""
    return not heard.sure and heard.intent is not Intent.EMERGENCY


def read(answer: tuple[str, float] | None, *, version: str) -> Opinion | None:
    """One of the wishes with a share between 0 and 1, else nothing."""
    if answer is None:
        return None
    key, confidence = answer
    if key not in wishes() or not 0.0 <= confidence <= 1.0:
        return None
    return Opinion(Intent(key), confidence, version[:40])


def weighed(heard: Understood, opinion: Opinion | None) -> Understood:
    """Sure: that wish. Less sure: it is asked back, first of the choices. Else as if not asked."""
    if opinion is None or not is_worth_asking(heard) or opinion.confidence < _WORTH_ASKING:
        return heard
    if opinion.intent is Intent.NONE:
        return heard
    if opinion.confidence >= _SURE:
        return replace(heard, intent=opinion.intent, sure=True, offered=())
    others = tuple(one for one in heard.offered if one is not opinion.intent)
    return replace(heard, offered=(opinion.intent, *others)[:_MOST_CHOICES])
