"""The finder of facilities: exact and begun words first, misspelt ones if that found little."""

from django.db.models import Case, IntegerField, Q, Value, When

from titian.facilities.models import Facility
from titian.facilities.rules import names
from titian.facilities.selectors.places import AREA, view_of
from titian.facilities.types import FacilityKind, FacilityView, Found
from titian.kernel.spelling import Reading, best_fit, readings, ways_to_read
from titian.kernel.text import folded
from titian.platform.db.words import vocabulary
from titian.regions import selectors as regions_read

_LONGEST_TEXT = 100
_CANDIDATES = 200
_GOOD_FIT = 85  # with this nobody mistyped
_WORDS = "SELECT DISTINCT unnest(words) FROM facility"
_ON_TITIAN = 3
_REGIONS = 6


def search(text: str, *, near_to: str = "", limit: int = 20) -> Found:
    """What the finder answers: facilities by name or place, or those near a region.

    A village without a facility of its own leads to the nearest ones. At most ten statements.
    """
    if near_to:
        around = regions_read.path_of(near_to)[-1]
        return Found(text, [], around=around, near=near(near_to, limit=limit))
    exact = find_facilities(text, limit=limit, forgiving=False)
    if exact:
        return Found(text, exact, other_regions=regions_read.find(text, limit=_REGIONS))
    _, words = names.kind_and_words(text)
    regions = regions_read.find(" ".join(words), limit=_REGIONS)
    if regions and folded(regions[0].name) in (folded(text), " ".join(words)):
        return Found(
            text,
            [],
            around=regions[0],
            near=near(regions[0].code, limit=limit),
            other_regions=regions[1:],
        )
    similar = find_facilities(text, limit=limit)
    return Found(text, similar, is_guess=True, other_regions=regions)


def find_facilities(text: str, *, limit: int = 20, forgiving: bool = True) -> list[FacilityView]:
    """By name, village, kecamatan or kabupaten/kota; two statements.

    Words that are nearly right are taken when those typed lead nowhere, if `forgiving`.
    """
    kind, words = names.kind_and_words(text[:_LONGEST_TEXT])
    ways = ways_to_read(words)
    found: list[Facility] = []
    for may_differ in (False, True) if forgiving else (False,):
        read = readings(ways, vocabulary(_WORDS), forgiving=may_differ)
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
