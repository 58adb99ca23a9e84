"""The finder of regions: exact and begun words first, misspelt ones if that found little."""

from collections.abc import Container, Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from titian.kernel.spelling import Reading, best_fit, readings
from titian.kernel.text import folded
from titian.platform.db.words import vocabulary
from titian.regions import rules
from titian.regions.errors import RegionUnclear, RegionUnknown
from titian.regions.models import Region
from titian.regions.types import RegionKind, RegionView

_LONGEST_TEXT = 100
_LOOKED_AT, _NAMED = 20, 4  # of those that are called alike
_ANY = frozenset(RegionKind)
_CANDIDATES = 300
_LEVEL = {
    RegionKind.PROVINCE: 16,
    RegionKind.REGENCY: 12,
    RegionKind.DISTRICT: 4,
    RegionKind.VILLAGE: 0,
}
_KIND_AGREES = 20
_GOOD_FIT = 95  # with this nobody mistyped
_WORDS = "SELECT DISTINCT unnest(name_words) FROM region"


def find(text: str, limit: int = 10) -> list[RegionView]:
    """Regions of any kind by name or code, best first; at most two statements."""
    text = text[:_LONGEST_TEXT]
    if code := rules.as_code(text):
        return _by_code(rules.code_today(code))
    asked = rules.wanted(text)
    found: list[Region] = []
    for forgiving in (False, True):
        read = readings(asked.ways, vocabulary(_WORDS), forgiving=forgiving)
        found = _candidates(read)
        worth = {row.code: _worth(row, asked, read) for row in found}
        found.sort(key=lambda row: (-worth[row.code], row.code))
        if found and best_fit(read, found[0].name_words, found[0].path_words) >= _GOOD_FIT:
            break
    return _views(found[:limit])


def region_code(text: str, kinds: Container[RegionKind] = _ANY) -> str:
    """The code of the one region meant by a name, a name with where it lies, or a code.

    Raises RegionUnknown, RegionUnclear.
    """
    found = [one for one in find(text, _LOOKED_AT) if one.kind in kinds]
    name = folded(text.partition(",")[0])
    alike = [one for one in found if folded(one.name) == name] or found
    alike = [one for one in alike if folded(one.full_name).startswith(folded(text))] or alike
    if not alike:
        raise RegionUnknown
    if len(alike) > 1:
        raise RegionUnclear(names="; ".join(one.full_name for one in alike[:_NAMED]))
    return alike[0].code


def village_code(text: str) -> str:
    """As `region_code`, of villages only. Raises RegionUnknown, RegionUnclear."""
    return region_code(text, {RegionKind.VILLAGE})


def words_of(codes: Iterable[str]) -> dict[str, list[str]]:
    """The words each of these regions is found by, its own and those it lies in."""
    return dict(Region.objects.filter(pk__in=set(codes)).values_list("code", "path_words"))


def _by_code(code: str) -> list[RegionView]:
    return _views(list(_rows().filter(pk=code)))


def _candidates(read: list[Reading]) -> list[Region]:
    if not read:
        return []
    rows = _rows().filter(_matching(read)).order_by(Length("code"), "name", "code")
    return list(rows[:_CANDIDATES])


def _matching(read: list[Reading]) -> Q:
    """Every word is the region's own or its surroundings', and one is its own."""
    fitting = Q()
    for reading in read:
        here = Q(name_words__overlap=[word for words in reading.meanings for word in words])
        for words in reading.meanings:
            here &= Q(path_words__overlap=list(words))
        fitting |= here
    return fitting


def _worth(row: Region, asked: rules.Wanted, read: list[Reading]) -> float:
    kind = RegionKind(row.kind)
    worth = best_fit(read, row.name_words, row.path_words) + _LEVEL[kind]
    is_city_name = folded(row.name).startswith("kota ")
    if asked.is_city:
        return worth + _KIND_AGREES * is_city_name
    if asked.kind is not kind:
        return worth
    return worth + _KIND_AGREES * (asked.is_city is None or not is_city_name)


def _rows() -> QuerySet[Region]:
    return Region.objects.select_related("parent__parent__parent")


def _views(rows: list[Region]) -> list[RegionView]:
    return [
        RegionView(row.code, row.name, RegionKind(row.kind), ", ".join(_around(row)))
        for row in rows
    ]


def _around(row: Region) -> list[str]:
    names = []
    while row.parent is not None:
        row = row.parent
        names.append(row.name)
    return names
