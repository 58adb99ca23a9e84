"""Which region a reader means: asked for in the address, else a member's own."""

import re
from dataclasses import dataclass

from django.http import HttpRequest

from titian.kernel import clock
from titian.kernel.actors import ActorKind
from titian.kernel.periods import day_of
from titian.members import selectors as members_read
from titian.platform.http.requests import actor_of
from titian.regions import selectors as regions_read
from titian.regions.errors import RegionUnknown
from titian.regions.types import RegionView

NATIONAL = "nasional"
_CODE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
_MOST = 6
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Place:
    """`region` "" is the whole country; `own_region` and `segment` are a member's own."""

    region: str = ""
    name: str = ""
    own_region: str = ""
    segment: str = ""
    is_member: bool = False

    @property
    def slug(self) -> str:
        return self.region or NATIONAL


def place_of(request: HttpRequest) -> Place:
    """At most two statements for a member, one for a visitor who names a region."""
    region, segment, is_member = _own(request)
    asked = request.GET.get("daerah", "")
    wanted = "" if asked == NATIONAL else asked or region
    view = find_region(wanted)
    return Place(
        view.code if view else "", view.full_name if view else "", region, segment, is_member
    )


def region_of_slug(slug: str) -> str:
    """Raises RegionUnknown."""
    if slug == NATIONAL:
        return ""
    found = find_region(slug)
    if found is None:
        raise RegionUnknown
    return found.code


def find_region(code: str) -> RegionView | None:
    if not _CODE.fullmatch(code):
        return None
    try:
        return regions_read.path_of(code)[-1]
    except RegionUnknown:
        return None


def found_regions(request: HttpRequest) -> list[RegionView]:
    """What a reader typed to choose a region by its name."""
    text = request.GET.get("cari", "").replace("\0", "")[:_LONGEST].strip()
    return regions_read.find(text, limit=_MOST) if text else []


def _own(request: HttpRequest) -> tuple[str, str, bool]:
    viewer = actor_of(request)
    if viewer.kind is not ActorKind.MEMBER:
        return "", "", False
    own = next(iter(members_read.standings_for(viewer, day_of(clock.now()))), None)
    if own is None:
        return "", "", True
    return own.region, str(own.segment or ""), True
