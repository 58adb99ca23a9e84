"""Names, places and figures of regions whose codes are known."""

from collections.abc import Iterable
from math import cos, hypot, radians

from titian.regions import rules
from titian.regions.errors import RegionUnknown
from titian.regions.models import Region, Release
from titian.regions.types import RegionKind, RegionView


def name_of(code: str) -> str:
    """The name; raises RegionUnknown."""
    name = Region.objects.filter(pk=code).values_list("name", flat=True).first()
    if name is None:
        raise RegionUnknown
    return name


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Names by code; unknown codes are missing."""
    return dict(Region.objects.filter(pk__in=set(codes)).values_list("code", "name"))


def all_names() -> list[tuple[str, str]]:
    """Code and name of every region below the provinces, in order of the codes."""
    rows = Region.objects.exclude(kind=RegionKind.PROVINCE).order_by("code")
    return list(rows.values_list("code", "name"))


def within(code: str, kind: RegionKind) -> list[tuple[str, str]]:
    """Code and name of the regions of a kind right below this one ("" means the country)."""
    rows = Region.objects.filter(kind=kind, parent=code or None).order_by("code")
    return list(rows.values_list("code", "name"))


def path_of(code: str) -> list[RegionView]:
    """From the province down to the region itself; raises RegionUnknown."""
    rows = list(Region.objects.filter(pk__in=rules.codes_down_to(code)).order_by("code"))
    if not rows or rows[-1].code != code:
        raise RegionUnknown
    within: list[str] = []
    path = []
    for row in rows:
        path.append(RegionView(row.code, row.name, RegionKind(row.kind), ", ".join(within)))
        within.insert(0, row.name)
    return path


def timezone_of(code: str) -> str:
    """The IANA zone of the region's province; asks no database. Raises RegionUnknown."""
    try:
        return rules.timezone_of_province(code)
    except KeyError as error:
        raise RegionUnknown from error


def population_of_regencies() -> dict[str, int]:
    """People per kabupaten/kota (514), Dukcapil, second half of 2024."""
    rows = Region.objects.filter(kind=RegionKind.REGENCY).order_by("code")
    return {code: people or 0 for code, people in rows.values_list("code", "population")}


def neighbours_of(code: str, *, limit: int = 5) -> list[str]:
    """The nearest other kabupaten/kota, by their reference points: a rough order."""
    points = {
        row_code: (latitude, longitude)
        for row_code, latitude, longitude in Region.objects.filter(
            kind=RegionKind.REGENCY
        ).values_list("code", "latitude", "longitude")
        if latitude is not None and longitude is not None
    }
    here = points.pop(code[:5], None)
    if here is None:
        return []
    return sorted(points, key=lambda other: _distance(here, points[other]))[:limit]


def _distance(here: tuple[float, float], there: tuple[float, float]) -> float:
    """In degrees; good enough to order neighbours."""
    east = (there[1] - here[1]) * cos(radians(here[0]))
    return hypot(there[0] - here[0], east)


def code_today(code: str) -> str:
    """A code of before the Papua provinces were divided, as it is now."""
    return rules.code_today(code)


def loaded_digest(name: str) -> str:
    """The digest of the release of a data set that is loaded; empty when none is."""
    return Release.objects.filter(pk=name).values_list("digest", flat=True).first() or ""
