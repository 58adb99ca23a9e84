"""Reads of regions; nothing here is personal."""

from titian.regions.selectors.finding import find, region_code, village_code, words_of
from titian.regions.selectors.naming import (
    all_names,
    code_today,
    loaded_digest,
    name_of,
    names_of,
    neighbours_of,
    path_of,
    population_of_regencies,
    timezone_of,
    within,
)

__all__ = [
    "all_names",
    "code_today",
    "find",
    "loaded_digest",
    "name_of",
    "names_of",
    "neighbours_of",
    "path_of",
    "population_of_regencies",
    "region_code",
    "timezone_of",
    "village_code",
    "within",
    "words_of",
]
