"""Decisions about files: which column is what, and what a row says. No ORM, no clock."""

from titian.imports.rules.columns import COLUMNS, EXAMPLES, REASON, first_heads, places_of
from titian.imports.rules.faults import FAULTS
from titian.imports.rules.reading import cells_of, keys_of, read

__all__ = [
    "COLUMNS",
    "EXAMPLES",
    "FAULTS",
    "REASON",
    "cells_of",
    "first_heads",
    "keys_of",
    "places_of",
    "read",
]
