"""A linear model read from a file of weights: which label a text has, and how sure that is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

from titian.kernel.language.features import features


class Guess(NamedTuple):
    label: str
    probability: float


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Multinomial logistic regression. `weights` holds a row for each feature: how rare it is,
    in hundredths, then pairs of a label's place and its weight in `unit`s. `sharpness` makes what
    the model says of itself true: of texts called 90 % sure, nine in ten are right.
    """

    version: str
    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Sequence[int]]
    unit: float
    sharpness: float

    def predict(self, text: str) -> list[Guess]:
        """Every label, the likeliest first; the probabilities add up to one."""
        scores = self._scores(features(text))
        highest = max(scores)
        powers = [exp(self.sharpness * (score - highest)) for score in scores]
        whole = sum(powers)
        guesses = [
            Guess(label, power / whole) for label, power in zip(self.labels, powers, strict=True)
        ]
        return sorted(guesses, key=lambda guess: -guess.probability)

    def known(self, text: str) -> float:
        """0-1: how much of the text the model has seen before; nothing means it only guesses."""
        found = features(text)
        return sum(one in self.weights for one in found) / len(found) if found else 0.0

    def _scores(self, found: frozenset[str]) -> list[float]:
        rows = [self.weights[one] for one in found if one in self.weights]
        totals = [0] * len(self.labels)
        for row in rows:
            for place in range(1, len(row), 2):
                totals[row[place]] += row[0] * row[place + 1]
        length = sqrt(sum(row[0] ** 2 for row in rows))
        share = self.unit / length if rows else 0.0
        return [bias + share * total for bias, total in zip(self.bias, totals, strict=True)]


@cache
def read_model(path: Path) -> LinearModel:
    """Once in a process: the file ships with the code and never changes under it."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return LinearModel(
        version=stored["version"],
        labels=tuple(stored["labels"]),
        bias=tuple(stored["bias"]),
        weights=stored["weights"],
        unit=stored["unit"],
        sharpness=stored["sharpness"],
    )
