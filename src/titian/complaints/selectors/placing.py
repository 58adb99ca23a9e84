"""The facility a text names: among those around the case first, then everywhere."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from rapidfuzz import fuzz

from titian.complaints.rules.naming import CLINIC, HOSPITAL, PUSKESMAS, Naming, likeness, namings
from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityKind, FacilityView
from titian.kernel.text import folded

_KINDS = {
    PUSKESMAS: FacilityKind.PUSKESMAS,
    HOSPITAL: FacilityKind.HOSPITAL,
    CLINIC: FacilityKind.CLINIC,
}
_READ, _NAMED = 2_000, 3  # characters read, places looked up
_AROUND, _ASKED = 400, 20
_CITY = 5  # characters of the code of a kabupaten/kota
_LEAST_HERE, _LEAST_AFAR = 68, 90
_AFAR = 0.75  # somebody in Malang seldom means a place in Aceh
_APART = 4  # by so much the whole name must be closer to tell two places apart


class Place(NamedTuple):
    facility_id: int
    percent: int


def place_in(text: str, *, region: str) -> Place | None:
    """At most three statements for what is around, and three for each of three names."""
    said = list(islice(namings(text[:_READ]), _NAMED))
    if not said:
        return None
    around = facilities_read.near(region, limit=_AROUND) if region else []
    here = [one for one in around if one.regency_code == region[:_CITY]]
    for among in (here, around):
        for naming in said:
            found = _likeliest(naming, among, _LEAST_HERE)
            if found is not None:
                return found
    return _afar(said, is_placed=bool(region))


def _afar(said: Iterable[Naming], *, is_placed: bool) -> Place | None:
    for naming in said:
        for length in range(len(naming.words), 0, -1):
            asked = " ".join([naming.kind, *naming.words[:length]])
            among = facilities_read.find_facilities(asked, limit=_ASKED, forgiving=False)
            found = _likeliest(naming, among, _LEAST_AFAR)
            if found is not None:
                return found._replace(percent=round(found.percent * (_AFAR if is_placed else 1)))
    return None


def _likeliest(said: Naming, among: Iterable[FacilityView], least: int) -> Place | None:
    """Some of one name share what is known, unless the rest of the name tells them apart."""
    kind = _KINDS[said.kind]
    alike = [
        (likeness(said, one.name, folded(one.regency_name).split()), one)
        for one in among
        if one.kind is kind
    ]
    best = max((worth for worth, _ in alike), default=0)
    if best < least:
        return None
    same = _closest(said, [one for worth, one in alike if worth == best])
    return Place(same[0].id, round(best / len(same)))


def _closest(said: Naming, same: Sequence[FacilityView]) -> list[FacilityView]:
    whole = " ".join([said.kind, *said.words])
    near = {one.id: fuzz.token_sort_ratio(whole, folded(one.name)) for one in same}
    first = max(near.values())
    return [one for one in same if near[one.id] >= first - _APART]
