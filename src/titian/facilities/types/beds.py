"""Beds: rooms of a ward class with what is free in them, and how old each figure is."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from titian.facilities.types.places import FacilityView
from titian.regions.types import RegionView


class BedClass(StrEnum):
    """Room classes as the scheme's bed service codes them; a sample table (16 entries)."""

    THIRD = "KL3"
    SECOND = "KL2"
    FIRST = "KL1"
    UTAMA = "UTM"
    VIP = "VIP"
    VVIP = "VVP"
    WITHOUT = "NON"
    ISOLATION = "ISO"
    DELIVERY = "SAL"
    HIGH_CARE = "HCU"
    INTENSIVE = "ICU"
    INTENSIVE_HEART = "ICC"
    INTENSIVE_NEWBORN = "NIC"
    INTENSIVE_CHILD = "PIC"
    EMERGENCY = "IGD"
    EMERGENCY_UNIT = "UGD"


class BedPart(StrEnum):
    """For whom a free bed is; `ANYBODY` are those that are kept for nobody."""

    ANYBODY = "any"
    MEN = "men"
    WOMEN = "women"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Beds:
    """Figures of one room: `free` counts all, of which so many are for men, women or both."""

    capacity: int
    free: int
    men: int = 0
    women: int = 0
    mixed: int = 0

    @property
    def anybody(self) -> int:
        return self.free - self.men - self.women - self.mixed

    @property
    def is_divided(self) -> bool:
        return bool(self.men or self.women or self.mixed)


@dataclass(frozen=True, slots=True)
class BedRoom:
    """A room as its facility names it."""

    bed_class: BedClass
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class BedRoomView:
    id: int
    facility_id: int
    room: BedRoom
    beds: Beds
    is_divided: bool
    kept_at: datetime
    kept_by: str


@dataclass(frozen=True, slots=True)
class BedFigure:
    """One class at one facility; as old as its oldest room's figure."""

    bed_class: BedClass
    beds: Beds
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class FacilityBeds:
    facility: FacilityView
    figures: list[BedFigure]

    @property
    def free(self) -> int:
        return sum(one.beds.free for one in self.figures)


@dataclass(frozen=True, slots=True)
class FoundBeds:
    """What the bed finder answers: places with beds, around a region or of that name."""

    text: str
    places: list[FacilityBeds]
    around: RegionView | None = None
    other_regions: list[RegionView] = field(default_factory=list)
