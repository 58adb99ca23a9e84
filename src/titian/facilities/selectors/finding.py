"""The finder of facilities: exact and begun words first, misspelt ones if that found little."""

from functools import cache

from django.db import connection
from django.db.models import Case, IntegerField, Q, Value, When

from titian.facilities.models import Facility
from titian.facilities.rules import names
from titian.facilities.selectors.places import AREA, view_of
from titian.facilities.types import FacilityKind, FacilityView
from titian.kernel.spelling import Reading, Vocabulary, best_fit, readings, ways_to_read
from titian.regions import selectors as regions_read

_LONGEST_TEXT = 100
_CANDIDATES = 200
_GOOD_FIT = 85  # with this nobody mistyped
_ON_TITIAN = 3


def find_facilities(text: str, *, limit: int = 20) -> list[FacilityView]:
    """By name, village, kecamatan or kabupaten/kota; forgives typing errors. Two statements."""
    kind, words = names.kind_and_words(text[:_LONGEST_TEXT])
    ways = ways_to_read(words)
    found: list[Facility] = []
    for forgiving in (False, True):
        read = readings(ways, vocabulary(), forgiving=forgiving)
        found = _candidates(read, kind)
        worth = {one.pk: _worth(one, read) for one in found}
        found.sort(key=lambda one: (-worth[one.pk], one.name, one.pk))
        if found and worth[found[0].pk] >= _GOOD_FIT:
            break
    return [view_of(one) for one in found[:limit]]


def near(region_code: str, *, limit: int = 20) -> list[FacilityView]:
    """The nearest by region: same village, kecamatan, kabupaten/kota, then neighbours.

    Approximate: no open source gives coordinates. Two statements.
    """
    regency, district = region_code[:5], region_code[:8]
    regencies = [regency, *regions_read.neighbours_of(region_code)]
    steps = [
        When(village_id=region_code, then=0),
        When(district_id=district, then=1),
        *(When(regency_id=code, then=2 + far) for far, code in enumerate(regencies)),
    ]
    found = (
        Facility.objects.filter(regency_id__in=regencies)
        .select_related(*AREA)
        .annotate(far=Case(*steps, default=Value(99), output_field=IntegerField()))
        .order_by("far", "-uses_titian", "-kind", "name", "id")
    )
    return [view_of(one) for one in found[:limit]]


def _candidates(read: list[Reading], kind: FacilityKind | None) -> list[Facility]:
    if not read:
        return []
    fitting = Q()
    for reading in read:
        here = Q()
        for words in reading.meanings:
            here &= Q(words__overlap=list(words))
        fitting |= here
    if kind:
        fitting &= Q(kind=kind)
    rows = Facility.objects.filter(fitting).select_related(*AREA)
    return list(rows.order_by("-uses_titian", "name", "id")[:_CANDIDATES])


def _worth(one: Facility, read: list[Reading]) -> float:
    return best_fit(read, names.searchable(one.name), one.words) + _ON_TITIAN * one.uses_titian


def vocabulary() -> Vocabulary:
    """All words of facilities and their places: read once per process."""
    known = _vocabulary()
    if not len(known):
        _vocabulary.cache_clear()
    return known


@cache
def _vocabulary() -> Vocabulary:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT unnest(words) FROM facility")
        return Vocabulary(word for (word,) in cursor.fetchall())
