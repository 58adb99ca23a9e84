"""Beds for reading: of one facility, and of a region by class. Public, like hours and doctors."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Min, Q, QuerySet, Sum

from titian.facilities.errors import NotBedKeeper
from titian.facilities.models import BedRoom as Row
from titian.facilities.models import Facility
from titian.facilities.rules.beds import is_stale
from titian.facilities.rules.managing import CARE_ROLES, is_everywhere, may_record_care
from titian.facilities.selectors.finding import find_facilities
from titian.facilities.selectors.places import AREA, facility_by_code, facility_views, view_of
from titian.facilities.types import (
    BedClass,
    BedFigure,
    BedRoom,
    BedRoomView,
    Beds,
    FacilityBeds,
    FacilityView,
    FoundBeds,
)
from titian.kernel.actors import Actor
from titian.kernel.text import folded
from titian.regions import selectors as regions_read

_PROVINCE_CODE, _REGENCY_CODE = 2, 5
_NAMED, _REGIONS = 50, 6
_ORDER = {bed_class: place for place, bed_class in enumerate(BedClass)}


def bed_rooms(facility_id: int) -> list[BedRoomView]:
    """Every room of a facility, in the order of the classes and the codes."""
    rows = [_room(row) for row in Row.objects.filter(facility_id=facility_id)]
    return sorted(rows, key=lambda one: (_ORDER[one.room.bed_class], one.room.code))


def bed_board(code: str, *, viewer: Actor) -> tuple[FacilityView, list[BedRoomView]]:
    """What the staff who keep the beds see. Raises NotBedKeeper, FacilityUnknown."""
    if not may_record_care(viewer, code):
        raise NotBedKeeper
    place = facility_by_code(code)
    return place, bed_rooms(place.id)


def beds_in(
    region_code: str, *, at: datetime, bed_class: BedClass | None = None, limit: int = 20
) -> list[FacilityBeds]:
    """Facilities of a region and around it with beds: the nearer first, then who kept the figures
    today, then who has most. A province is taken whole. At most four statements.
    """
    near = _near(region_code)
    rooms = Row.objects.filter(
        Q(facility__regency__in=near)
        if near
        else Q(facility__regency__code__startswith=region_code)
    )
    if bed_class:
        rooms = rooms.filter(class_code=bed_class)
    return _told(_figures(rooms), near, at)[:limit]


def search_beds(
    text: str,
    *,
    at: datetime,
    near_to: str = "",
    bed_class: BedClass | None = None,
    limit: int = 20,
) -> FoundBeds:
    """What the bed finder answers to a place or a name. At most fourteen statements."""
    if near_to:
        around = regions_read.path_of(near_to)[-1]
        return FoundBeds(text, beds_in(near_to, at=at, bed_class=bed_class, limit=limit), around)
    regions = regions_read.find(text, limit=_REGIONS)
    if not (regions and _names(text, regions[0].name)):
        hospitals = [one.id for one in find_facilities(text, limit=_NAMED)]
        named = beds_at(hospitals, bed_class)[:limit]
        if named or not regions:
            return FoundBeds(text, named, other_regions=regions)
    places = beds_in(regions[0].code, at=at, bed_class=bed_class, limit=limit)
    return FoundBeds(text, places, regions[0], regions[1:])


def beds_at(facility_ids: Iterable[int], bed_class: BedClass | None = None) -> list[FacilityBeds]:
    """These facilities with their beds, in this order; those that keep none are left out."""
    asked = list(facility_ids)
    rooms = Row.objects.filter(facility_id__in=asked)
    figures = _figures(rooms.filter(class_code=bed_class) if bed_class else rooms)
    places = facility_views(figures)
    return [FacilityBeds(places[one], figures[one]) for one in asked if one in figures]


def facilities_with_beds_of(actor: Actor, *, limit: int = 50) -> list[FacilityView]:
    """Where this staff member may keep beds: hospitals and those that keep some already."""
    scopes = [grant.scope for grant in actor.grants if grant.role in CARE_ROLES]
    if not scopes:
        return []
    reach = Q(code__in=[scope.code for scope in scopes])
    if any(is_everywhere(scope) for scope in scopes):
        reach = Q()
    found = Facility.objects.filter(reach).select_related(*AREA).order_by("name")
    return [view_of(one) for one in found[:limit]]


def told_of(row: Row) -> Beds:
    """The figures of one room as its facility last told them."""
    return Beds(row.capacity, row.free, row.free_men, row.free_women, row.free_mixed)


def _names(text: str, region: str) -> bool:
    """Whether that is what somebody means: "malang" is Kota Malang, "rsud malang" is not."""
    return set(folded(text).split()) <= set(folded(region).split())


def _near(region_code: str) -> list[str]:
    if len(region_code) <= _PROVINCE_CODE:
        return []
    return [region_code[:_REGENCY_CODE], *regions_read.neighbours_of(region_code)]


def _told(figures: dict[int, list[BedFigure]], near: list[str], at: datetime) -> list[FacilityBeds]:
    places = facility_views(figures)
    found = [FacilityBeds(places[one], figures[one]) for one in figures]

    def order(one: FacilityBeds) -> tuple[int, bool, int, str]:
        code = one.facility.regency_code
        oldest = min(figure.kept_at for figure in one.figures)
        far = near.index(code) if code in near else len(near)
        return far, is_stale(oldest, at) or not one.free, -one.free, one.facility.name

    return sorted(found, key=order)


def _figures(rooms: QuerySet[Row]) -> dict[int, list[BedFigure]]:
    sums = rooms.values("facility_id", "class_code").annotate(
        all_beds=Sum("capacity"),
        all_free=Sum("free"),
        men=Sum("free_men"),
        women=Sum("free_women"),
        mixed=Sum("free_mixed"),
        oldest=Min("kept_at"),
    )
    found: dict[int, list[BedFigure]] = {}
    for row in sorted(sums, key=lambda row: _ORDER[BedClass(row["class_code"])]):
        found.setdefault(row["facility_id"], []).append(_figure(row))
    return found


def _figure(row: Mapping[str, Any]) -> BedFigure:
    beds = Beds(row["all_beds"], row["all_free"], row["men"], row["women"], row["mixed"])
    return BedFigure(BedClass(row["class_code"]), beds, row["oldest"])


def _room(row: Row) -> BedRoomView:
    return BedRoomView(
        id=row.pk,
        facility_id=row.facility_id,
        room=BedRoom(BedClass(row.class_code), row.code, row.name),
        beds=told_of(row),
        is_divided=row.is_divided,
        kept_at=row.kept_at,
        kept_by=row.kept_by,
    )
