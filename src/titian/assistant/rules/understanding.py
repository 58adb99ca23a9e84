"""From a sentence to an intent, how sure we are, and what it names."""

import re
from datetime import date
from pathlib import Path

from titian.assistant.rules.grammar import spoken
from titian.assistant.rules.slots import slots_in
from titian.assistant.types import Intent, Understood
from titian.kernel.language import LinearModel, normalised, read_model

WEIGHTS = Path(__file__).resolve().parent.parent / "data" / "weights.json"
_LONGEST = 600
_MARKS = re.compile(r"[^\w/ ]+")
_SURE = 0.6
_SURE_OF = {Intent.EMERGENCY: 0.35}  # who may be dying is not asked twice
_WORTH_ASKING = 0.03
_OUT_OF_SCOPE = 0.5
_MOST_CHOICES = 3
_SOFT = 0.65  # the words speak as well: the model alone would be too sure of itself
_FLOOR = 0.004  # what words say outright may stand where the model saw nothing
_SPEECH = frozenset({Intent.YES, Intent.NO, Intent.STOP, Intent.GREET, Intent.THANKS})


def understand(text: str, *, today: date, model: LinearModel | None = None) -> Understood:
    """`today` is the day in the speaker's own zone."""
    plain = normalised(text[:_LONGEST])
    if not plain:
        return Understood(Intent.NONE, 1.0, {}, True)
    shares = weighed(text[:_LONGEST].casefold(), plain, model or read_model(WEIGHTS))
    slots = slots_in(text[:_LONGEST], today=today)
    first, share = shares[0]
    if is_sure(first, share):
        return Understood(first, share, slots, True)
    offered = tuple(
        intent
        for intent, one in shares
        if one >= _WORTH_ASKING and intent not in _SPEECH and intent is not Intent.NONE
    )
    refused = first is Intent.NONE and share >= _OUT_OF_SCOPE
    return Understood(first, share, slots, False, () if refused else offered[:_MOST_CHOICES])


def is_sure(intent: Intent, share: float) -> bool:
    return share >= _SURE_OF.get(intent, _SURE)


def weighed(typed: str, plain: str, model: LinearModel) -> list[tuple[Intent, float]]:
    """What the model has learnt, times what the words say outright; the likeliest first."""
    said = spoken(_tidy(typed), plain)
    soft = {Intent(one.label): one.probability**_SOFT for one in model.predict(plain)}
    learnt = sum(soft.values())
    shares = {
        intent: (one / learnt + _FLOOR) * said.get(intent, 1.0) for intent, one in soft.items()
    }
    whole = sum(shares.values())
    return sorted(((intent, one / whole) for intent, one in shares.items()), key=_by_share)


def _by_share(pair: tuple[Intent, float]) -> float:
    return -pair[1]


def _tidy(typed: str) -> str:
    return " ".join(_MARKS.sub(" ", typed).split())
