"""Indonesian as people type it: read as ordinary words, counted, and sorted by a linear model."""

from titian.kernel.language.features import features
from titian.kernel.language.guessing import Guess, LinearModel, read_model
from titian.kernel.language.likeness import Shingles, alike, shingles
from titian.kernel.language.reading import normalised, tokens

__all__ = [
    "Guess",
    "LinearModel",
    "Shingles",
    "alike",
    "features",
    "normalised",
    "read_model",
    "shingles",
    "tokens",
]
