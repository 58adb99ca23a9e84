"""What the bed pages show: each figure with its age, and who can be telephoned."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from titian.facilities.rules.beds import is_stale
from titian.facilities.types import (
    BedFigure,
    BedPart,
    BedRoomView,
    FacilityBeds,
    FacilityView,
    FoundBeds,
)

CARE_LINE = "165"


@dataclass(frozen=True, slots=True)
class FigureLine:
    figure: BedFigure
    is_stale: bool


@dataclass(frozen=True, slots=True)
class PlaceLine:
    facility: FacilityView
    figures: list[FigureLine]

    @property
    def telephone(self) -> str:
        return self.facility.phone or CARE_LINE


@dataclass(frozen=True, slots=True)
class FoundPage:
    found: FoundBeds
    places: list[PlaceLine]
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Counter:
    """One figure with its two buttons."""

    part: BedPart
    free: int
    may_less: bool
    may_more: bool


@dataclass(frozen=True, slots=True)
class RoomLine:
    view: BedRoomView
    counters: list[Counter]
    is_stale: bool


@dataclass(frozen=True, slots=True)
class BedBoard:
    facility: FacilityView
    rooms: list[RoomLine]
    seen_at: datetime
    client_key: UUID

    @property
    def capacity(self) -> int:
        return sum(line.view.beds.capacity for line in self.rooms)

    @property
    def free(self) -> int:
        return sum(line.view.beds.free for line in self.rooms)


def found_page(found: FoundBeds, at: datetime) -> FoundPage:
    return FoundPage(found, [place_line(one, at) for one in found.places], at)


def place_line(one: FacilityBeds, at: datetime) -> PlaceLine:
    lines = [FigureLine(figure, is_stale(figure.kept_at, at)) for figure in one.figures]
    return PlaceLine(one.facility, lines)


def board_of(place: FacilityView, rooms: list[BedRoomView], at: datetime) -> BedBoard:
    return BedBoard(place, [_room_line(one, at) for one in rooms], at, uuid4())


def _room_line(view: BedRoomView, at: datetime) -> RoomLine:
    beds = view.beds
    counts = {BedPart.ANYBODY: beds.anybody}
    if view.is_divided:
        counts |= {
            BedPart.MEN: beds.men,
            BedPart.WOMEN: beds.women,
            BedPart.MIXED: beds.mixed,
        }
    counters = [
        Counter(part, free, may_less=free > 0, may_more=beds.free < beds.capacity)
        for part, free in counts.items()
    ]
    return RoomLine(view, counters, is_stale(view.kept_at, at))
