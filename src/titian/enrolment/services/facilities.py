"""Where each person is cared for first: what the family chose, else the nearest with room."""

from collections.abc import Iterable, Sequence

from titian.enrolment.models import CareLimit
from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityKind, FacilityView
from titian.members import selectors as members_read

_LOOKED_AT = 40


def with_room(village_code: str, *, people: int) -> FacilityView | None:
    """The nearest place of first care that may have so many more; None where all are full."""
    near = facilities_read.near(village_code, limit=_LOOKED_AT)
    first_care = [one for one in near if one.kind is not FacilityKind.HOSPITAL]
    room = room_of(one.id for one in first_care)
    return next((one for one in first_care if room.get(one.id, people) >= people), None)


def room_of(facility_ids: Iterable[int]) -> dict[int, int]:
    """How many more each may have; one without a limit is missing."""
    found = CareLimit.objects.filter(facility__in=list(facility_ids))
    limits = dict(found.values_list("facility_id", "people"))
    have = members_read.people_at(limits)
    return {pk: most - have.get(pk, 0) for pk, most in limits.items()}


def places_for(village_code: str, chosen: Sequence[int | None]) -> list[int | None]:
    """One family goes to one place where it chose none; what it chose stays."""
    missing = sum(one is None for one in chosen)
    nearest = with_room(village_code, people=missing) if missing else None
    given = None if nearest is None else nearest.id
    return [given if one is None else one for one in chosen]
