"""Templates of answers: words with places in braces that only the case can fill."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from titian.complaints.errors import PlaceLeftOpen, PlaceUnknown

# The words officers type in braces; each is filled from the case, or by the officer.
PLACES = ("nomor", "kategori", "kantor", "fasilitas", "masuk", "janji")
_IN_BRACES = re.compile(r"\{\s*([A-Za-z_]{1,40})\s*\}")


@dataclass(frozen=True, slots=True)
class Filled:
    """`missing` still stand in the text as they were typed: the officer writes those."""

    text: str
    missing: tuple[str, ...]


def require_known_places(text: str) -> None:
    """Raises PlaceUnknown."""
    unknown = [one for one in _places_in(text) if one not in PLACES]
    if unknown:
        raise PlaceUnknown(places=_listed(unknown), known=_listed(PLACES))


def require_all_filled(text: str) -> None:
    """Other braces are the officer's own. Raises PlaceLeftOpen."""
    left = [one for one in _places_in(text) if one in PLACES]
    if left:
        raise PlaceLeftOpen(places=_listed(left))


def filled(text: str, values: Mapping[str, str]) -> Filled:
    """What has no value stays; what was put in is not read again."""
    known = _IN_BRACES.sub(lambda found: values.get(found[1].lower()) or found[0], text)
    missing = [one for one in _places_in(text) if one in PLACES and not values.get(one)]
    return Filled(known, tuple(missing))


def _places_in(text: str) -> list[str]:
    return list(dict.fromkeys(one.lower() for one in _IN_BRACES.findall(text)))


def _listed(places: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"{{{one}}}" for one in places)
