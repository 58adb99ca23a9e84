"""How alike two texts are, whoever copied whom: by the runs of words they share."""

from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b
from math import sqrt

from titian.kernel.language.reading import tokens

_RUN = 3
_MOST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class Shingles:
    """Counts of hashed runs: small enough to keep, and no text can be read out of it."""

    counts: Counter[int]
    length: float


def shingles(text: str) -> Shingles:
    """Runs of three words as read, so that shorthand, case and points make no difference."""
    words = ["0" if word[0].isdigit() else word for word in tokens(text)[:_MOST_WORDS]]
    runs = [" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))]
    counts = Counter(_hashed(run) for run in runs if run)
    return Shingles(counts, sqrt(sum(n * n for n in counts.values())))


def alike(one: Shingles, other: Shingles) -> float:
    """0-1, the cosine of both; two empty texts are not alike."""
    if not one.length or not other.length:
        return 0.0
    small, large = sorted((one.counts, other.counts), key=len)
    shared = sum(n * large[run] for run, n in small.items() if run in large)
    return min(1.0, shared / (one.length * other.length))


def _hashed(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=6).digest(), "big")
