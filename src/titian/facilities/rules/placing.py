"""Where in its kabupaten/kota a facility probably lies, going by its name alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from titian.facilities.rules.names import plain_words, proper_words
from titian.kernel.text import folded

_ALIKE = 88
_SHORTEST_TO_GUESS = 6


@dataclass(slots=True)
class Area:
    """The kecamatan and kelurahan/desa of one kabupaten/kota, by their names run together."""

    name: str
    districts: dict[str, str] = field(default_factory=dict)
    villages: dict[str, str] = field(default_factory=dict)
    _twins: set[str] = field(default_factory=set)

    def add_district(self, code: str, name: str) -> None:
        self.districts[_run_together(name)] = code

    def add_village(self, code: str, name: str) -> None:
        """Two villages of one name say nothing of where a facility of that name is."""
        key = _run_together(name)
        if key in self.villages or key in self._twins:
            self.villages.pop(key, None)
            self._twins.add(key)
        else:
            self.villages[key] = code


def place_of_puskesmas(name: str, area: Area) -> str | None:
    """The code of the village or district it is named after, or None.

    A puskesmas that says "kelurahan" is looked for among villages first; the others among
    districts, since most are called after theirs; misspelt names come last.
    """
    levels = [area.districts, area.villages]
    if "kelurahan" in folded(name) or " KEL." in name:
        levels.reverse()
    keys = ["".join(proper_words(plain_words(part))) for part in name.split("/")]
    for level in levels:
        for key in keys:
            if key in level:
                return level[key]
    return next((found for level in levels for key in keys if (found := _alike(key, level))), None)


def place_of_hospital(name: str, area: Area) -> str | None:
    """The district that stands at the end of its name, unless the regency is called so too."""
    words = proper_words(plain_words(name))
    for first in range(len(words)):
        key = "".join(words[first:])
        if key in area.districts and key != _run_together(area.name):
            return area.districts[key]
    return None


def _alike(key: str, level: Mapping[str, str]) -> str | None:
    if len(key) < _SHORTEST_TO_GUESS:
        return None
    found = process.extractOne(key, level.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return level[found[0]] if found else None


def _run_together(name: str) -> str:
    words: Sequence[str] = plain_words(name)
    return "".join(word for word in words if word not in ("kabupaten", "kota")) or "".join(words)
