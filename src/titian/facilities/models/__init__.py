"""Places of care, what they offer and who serves there, their weekly hours and document numbers."""

from titian.facilities.models.beds import BedRoom
from titian.facilities.models.places import (
    Facility,
    NumberCounter,
    OpeningHours,
    Practitioner,
    Service,
)
from titian.facilities.models.schedules import Schedule, ScheduleException

__all__ = [
    "BedRoom",
    "Facility",
    "NumberCounter",
    "OpeningHours",
    "Practitioner",
    "Schedule",
    "ScheduleException",
    "Service",
]
