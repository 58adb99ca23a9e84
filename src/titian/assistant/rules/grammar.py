"""Words that decide: what the linear model has seen too rarely to be sure of.

Each line of `data/grammar.tsv` is an intent, how strongly (a factor on its probability), and the
words, in the text as typed or as `kernel.language.normalised` gives it. Several lines may speak;
they multiply. The line `ours` says which words are of our trade at all.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from titian.assistant.types import Intent

_FILE = Path(__file__).resolve().parent.parent / "data" / "grammar.tsv"
_OURS = "ours"
_FOREIGN = 2.0  # a text with none of our words is rather about something else


class Grammar(NamedTuple):
    lines: tuple[tuple[Intent, float, re.Pattern[str]], ...]
    ours: re.Pattern[str]


def spoken(*texts: str) -> dict[Intent, float]:
    """The factor of each intent whose words stand in a text, as typed or as normalised."""
    grammar = _grammar()
    found: dict[Intent, float] = {}
    for intent, factor, words in grammar.lines:
        if any(words.search(text) for text in texts):
            found[intent] = found.get(intent, 1.0) * factor
    if not found and not any(grammar.ours.search(text) for text in texts):
        found[Intent.NONE] = _FOREIGN
    return found


@cache
def _grammar() -> Grammar:
    rows = [line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines()]
    lines = [(name, float(factor), re.compile(words)) for name, factor, words in rows]
    return Grammar(
        tuple((Intent(name), factor, words) for name, factor, words in lines if name != _OURS),
        next(words for name, _, words in lines if name == _OURS),
    )
