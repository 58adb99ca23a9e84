"""What may be said of the beds in a room, and when a figure is too old to rely on."""

from dataclasses import replace
from datetime import datetime, timedelta

from titian.facilities.errors import BedCountWrong
from titian.facilities.types import BedPart, Beds

MOST_BEDS = 2000
STALE_AFTER = timedelta(hours=6)  # wards change by the shift; a choice, no rule says it


def require_sound(beds: Beds) -> None:
    """Nothing below none, not more free than there are, and the parts within the whole."""
    parts = (beds.men, beds.women, beds.mixed)
    if min(beds.capacity, beds.free, *parts) < 0 or beds.capacity > MOST_BEDS:
        raise BedCountWrong(most=MOST_BEDS)
    if beds.free > beds.capacity or sum(parts) > beds.free:
        raise BedCountWrong(most=beds.capacity)


def stepped(beds: Beds, part: BedPart, by: int) -> Beds:
    """One more or one less is free of a part, and so of the whole. Raises BedCountWrong."""
    changed = replace(beds, free=beds.free + by)
    if part is not BedPart.ANYBODY:
        changed = replace(changed, **{part.value: getattr(beds, part.value) + by})
    require_sound(changed)
    return changed


def is_stale(kept_at: datetime, at: datetime) -> bool:
    return at - kept_at >= STALE_AFTER
