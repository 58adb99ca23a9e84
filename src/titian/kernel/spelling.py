"""Words people type, read against the words that exist: whole, begun, joined, or misspelt."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

Words = tuple[str, ...]

_SHORTEST_BEGINNING = 3
_SHORTEST_MISSPELT = 4
_MOST_WORDS = 6


class Vocabulary:
    """The words that exist, in memory; tens of thousands take a few megabytes."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))

    def __contains__(self, word: str) -> bool:
        place = bisect_left(self._words, word)
        return place < len(self._words) and self._words[place] == word

    def __len__(self) -> int:
        return len(self._words)

    def begun(self, beginning: str, *, limit: int = 30) -> list[str]:
        """The word itself and words that begin so."""
        first = bisect_left(self._words, beginning)
        if len(beginning) < _SHORTEST_BEGINNING:
            return [beginning] if beginning in self else []
        last = bisect_left(self._words, beginning + "\U0010ffff")
        return self._words[first : min(last, first + limit)]

    def resembling(self, word: str, *, limit: int = 12, at_least: int = 75) -> list[str]:
        """Words that are nearly this one: a letter missing, doubled, exchanged."""
        if len(word) < _SHORTEST_MISSPELT:
            return []
        found = process.extract(
            word, self._words, scorer=fuzz.ratio, limit=limit, score_cutoff=at_least
        )
        return [other for other, _, _ in found]


def ways_to_read(typed: Sequence[str]) -> tuple[Words, ...]:
    """What was typed, and the same with two neighbours as one word ("kedung kandang")."""
    words = tuple(typed[:_MOST_WORDS])
    pairs = range(len(words) - 1)
    return (words, *((*words[:i], words[i] + words[i + 1], *words[i + 2 :]) for i in pairs))


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read what was typed: for each word, the existing words it may mean and how
    alike (0-100) they are.
    """

    meanings: tuple[Mapping[str, float], ...]

    def fit(self, own: Sequence[str], around: Sequence[str] = ()) -> float:
        """0-115: how well each word is found in a name's own words or in its surroundings,
        with a little more for a name that says nothing else.
        """
        heard = sum(max(_best(m, own), 0.9 * _best(m, around)) for m in self.meanings)
        said = sum(max(m.get(word, 0.0) for m in self.meanings) for word in own)
        return heard / len(self.meanings) + 0.15 * said / max(len(own), 1)


def readings(ways: Iterable[Words], vocabulary: Vocabulary, *, forgiving: bool) -> list[Reading]:
    """The ways in which every word can mean something that exists."""
    known: dict[str, Mapping[str, float]] = {}
    for word in {word for way in ways for word in way}:
        known[word] = _meanings(word, vocabulary, forgiving=forgiving)
    return [
        Reading(tuple(known[word] for word in way))
        for way in dict.fromkeys(ways)
        if way and all(known[word] for word in way)
    ]


def best_fit(read: Iterable[Reading], own: Sequence[str], around: Sequence[str] = ()) -> float:
    return max((reading.fit(own, around) for reading in read), default=0.0)


def _meanings(word: str, vocabulary: Vocabulary, *, forgiving: bool) -> Mapping[str, float]:
    others = vocabulary.begun(word)
    if forgiving:
        others = [*others, *vocabulary.resembling(word)]
    return {other: fuzz.ratio(word, other) for other in others}


def _best(meanings: Mapping[str, float], words: Iterable[str]) -> float:
    return max((meanings.get(word, 0.0) for word in words), default=0.0)
