"""Labelled sentences in, the weights of a linear model out; the same sentences, the same file.

    python -m tools.train_language SENTENCES.tsv WEIGHTS.json [--kilobytes 400]

A line is `label<TAB>text`. `titian.kernel.language.read_model` reads what is written here. The
features are the product's own, so that training and reading cannot differ.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from importlib import import_module
from math import exp, log, sqrt
from pathlib import Path
from typing import Any

from titian.kernel.language import features

Row = tuple[str, str]  # label, text
Rarity = Mapping[str, int]  # each word, and how rare it is in hundredths

_SEEN_AT_LEAST = 2
_SOFTNESS = 5.0  # scikit-learn's C: chosen by cross-validation over the complaints' sentences
_STEPS = 4_000  # of weights: half of a signed 13-bit number
_FOLDS = 5
_SHARPNESS = [0.5 + 0.05 * step for step in range(51)]


def rows_of(path: Path) -> list[Row]:
    """Raises ValueError naming a line that is not `label<TAB>text`."""
    rows: list[Row] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        label, tab, text = line.partition("\t")
        if not (label and tab and text.strip()):
            raise ValueError(f"{path.name}:{number} is not label<TAB>text")
        rows.append((label, text))
    return rows


def train(rows: Sequence[Row], *, kilobytes: int = 400) -> str:
    """The file of weights, as text of at most so many kilobytes. Three labels or more, each with
    five sentences or more.
    """
    rows = sorted(set(rows))
    times = Counter(label for label, _ in rows)
    labels = sorted(times)
    if len(labels) < 3 or min(times.values()) < _FOLDS:
        raise ValueError(f"too few labels or sentences: {dict(times)}")
    texts = [features(text) for _, text in rows]
    wanted = [labels.index(label) for label, _ in rows]

    counted = Counter(one for text in texts for one in text)
    words = sorted(one for one, seen in counted.items() if seen >= _SEEN_AT_LEAST)
    rare: Mapping[str, int] = {word: round(100 * log(len(texts) / counted[word])) for word in words}
    fitted = _fit(texts, wanted, rare)
    rare = _weightiest(rare, fitted.coef_, kilobytes * 1000)
    fitted = _fit(texts, wanted, rare)

    sharpness = _sharpness(texts, wanted, rare)
    return _written(rows, labels, rare, fitted, sharpness)


def _matrix(texts: Iterable[frozenset[str]], rare: Rarity) -> Any:
    """Each text as a row of length one over the words that are known, the rarer the longer, as
    LinearModel reads it.
    """
    places = {word: place for place, word in enumerate(rare)}
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for text in texts:
        known = sorted(one for one in text if one in rare)
        length = sqrt(sum(rare[one] ** 2 for one in known)) or 1.0
        data += [rare[one] / length for one in known]
        columns += [places[one] for one in known]
        ends.append(len(columns))
    shape = (len(ends) - 1, len(rare))
    return import_module("scipy.sparse").csr_matrix((data, columns, ends), shape=shape)


def _fit(texts: Sequence[frozenset[str]], wanted: Sequence[int], rare: Rarity) -> Any:
    regression = import_module("sklearn.linear_model").LogisticRegression
    return regression(C=_SOFTNESS, max_iter=2_000, tol=1e-6).fit(_matrix(texts, rare), wanted)


def _weightiest(rare: Rarity, weights: Any, limit: int) -> Rarity:
    """As many as fit, those first that decide most; a row costs its word and its numbers."""
    decides = dict(zip(rare, abs(weights).max(axis=0).tolist(), strict=True))
    kept: list[str] = []
    size = 1_000
    for word in sorted(rare, key=lambda word: (-decides[word], word)):
        size += len(word.encode()) + 10 + 8 * len(weights)
        if size > limit:
            break
        kept.append(word)
    return {word: rare[word] for word in sorted(kept)}


def _sharpness(texts: Sequence[frozenset[str]], wanted: Sequence[int], rare: Rarity) -> float:
    """Which sharpness fits sentences best that were not trained on (Platt's scaling, one number
    for all labels).
    """
    folds = import_module("sklearn.model_selection").StratifiedKFold(
        _FOLDS, shuffle=True, random_state=0
    )
    scored: list[tuple[Sequence[float], int]] = []
    for learnt, asked in folds.split(texts, wanted):
        fitted = _fit([texts[i] for i in learnt], [wanted[i] for i in learnt], rare)
        scores = fitted.decision_function(_matrix([texts[i] for i in asked], rare))
        scored += [(row, wanted[i]) for row, i in zip(scores.tolist(), asked, strict=True)]
    return min(_SHARPNESS, key=lambda sharp: sum(_surprise(row, i, sharp) for row, i in scored))


def _surprise(scores: Sequence[float], right: int, sharp: float) -> float:
    highest = max(scores)
    powers = [exp(sharp * (score - highest)) for score in scores]
    return -log(max(powers[right] / sum(powers), 1e-9))


def _written(
    rows: Sequence[Row], labels: Sequence[str], rare: Rarity, fitted: Any, sharpness: float
) -> str:
    weights = fitted.coef_.T.tolist()
    unit = max(abs(weight) for row in weights for weight in row) / _STEPS
    stored = {
        "version": sha256(repr(rows).encode()).hexdigest()[:12],
        "labels": labels,
        "bias": [round(one, 3) for one in fitted.intercept_.tolist()],
        "unit": round(unit, 8),
        "sharpness": round(sharpness, 3),
        "weights": {
            word: [rare[word], *_row(row, unit)] for word, row in zip(rare, weights, strict=True)
        },
    }
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n"


def _row(weights: Sequence[float], unit: float) -> list[int]:
    """Pairs of label and weight; the small ones, which decide nothing, are left out."""
    steps = [round(weight / unit) for weight in weights]
    least = max(abs(step) for step in steps) / 20
    return [one for i, step in enumerate(steps) if abs(step) > least for one in (i, step)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--kilobytes", type=int, default=400)
    asked = parser.parse_args()
    written = train(rows_of(asked.sentences), kilobytes=asked.kilobytes)
    asked.weights.write_text(written, encoding="utf-8")
    print(f"{asked.weights}: {len(written.encode()) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
