"""Reads of facilities. Nothing here is personal: facilities and their hours are public."""

from titian.facilities.selectors.calendar import days_off
from titian.facilities.selectors.finding import find_facilities, near, search
from titian.facilities.selectors.places import (
    facilities_managed_by,
    facilities_using_titian,
    facility,
    facility_by_code,
    facility_views,
    names_of,
    opening_hours,
    puskesmas_by_regency,
)
from titian.facilities.selectors.profiles import profile, schedule_board
from titian.facilities.selectors.schedules import (
    ever_planned,
    exceptions_of,
    labels,
    planned_sessions,
    practitioners_of,
    schedules_of,
    service,
    services_of,
)

__all__ = [
    "days_off",
    "ever_planned",
    "exceptions_of",
    "facilities_managed_by",
    "facilities_using_titian",
    "facility",
    "facility_by_code",
    "facility_views",
    "find_facilities",
    "labels",
    "names_of",
    "near",
    "opening_hours",
    "planned_sessions",
    "practitioners_of",
    "profile",
    "puskesmas_by_regency",
    "schedule_board",
    "schedules_of",
    "search",
    "service",
    "services_of",
]
