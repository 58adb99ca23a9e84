"""How many places a day has by specialty, and how many papers are planned for it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from titian.facilities import selectors as facilities_read
from titian.referrals import selectors as referrals_read


@dataclass(frozen=True, slots=True)
class Load:
    code: str
    name: str
    capacity: int
    planned: int


@dataclass(frozen=True, slots=True)
class Sitting:
    practitioner_id: int
    starts: datetime
    ends: datetime
    places: int


def of_day(facility_id: int, on: date) -> list[Load]:
    """Only services that sit that day."""
    places: dict[int, int] = {}
    for one in facilities_read.planned_sessions([facility_id], on, on):
        places[one.service_id] = places.get(one.service_id, 0) + one.bookable + one.counter
    planned = referrals_read.planned_counts(facility_id, on)
    return [
        Load(one.code, one.name, places[one.id], planned.get(one.code, 0))
        for one in facilities_read.services_of(facility_id)
        if one.id in places
    ]


def sittings(facility_id: int, code: str, on: date) -> list[Sitting]:
    """Who sits for a specialty that day, in the facility's own time."""
    wanted = {
        one.id
        for one in facilities_read.services_of(facility_id)
        if one.code.upper() == code.strip().upper()
    }
    zone = ZoneInfo(facilities_read.facility(facility_id).timezone)
    return [
        Sitting(
            one.practitioner_id,
            one.starts_at.astimezone(zone),
            one.ends_at.astimezone(zone),
            one.bookable + one.counter,
        )
        for one in facilities_read.planned_sessions([facility_id], on, on)
        if one.service_id in wanted
    ]
