"""What a linear model counts: words, neighbours, and the pieces words are made of."""

from collections.abc import Iterator
from itertools import pairwise

from titian.kernel.language.reading import tokens

_PIECES = (3, 4)
_MOST_WORDS = 400  # of a long letter the beginning says what it is about


def features(text: str) -> frozenset[str]:
    """`bayar`, `bayar iuran`, and pieces as `^bay`, `ayar`; numbers are only that: `0`."""
    words = ["0" if word[0].isdigit() else word for word in tokens(text)[:_MOST_WORDS]]
    pairs = {f"{first} {second}" for first, second in pairwise(words)}
    kinds = set(words)
    return frozenset(kinds | pairs | {piece for word in kinds for piece in _pieces(word)})


def _pieces(word: str) -> Iterator[str]:
    """Of longer words only; marked at both ends, so that none looks like a word."""
    marked = f"^{word}$"
    for length in _PIECES:
        for start in range(len(marked) - length + 1):
            yield f"~{marked[start : start + length]}"
