"""Verbs of facilities: bringing one onto Titian, its services, people, schedule, numbers."""

from titian.facilities.services.beds import (
    add_bed_room,
    confirm_beds,
    remove_bed_room,
    set_bed_room,
    step_beds,
)
from titian.facilities.services.bringing import (
    bring_facilities,
    bring_schedules,
    bring_services,
)
from titian.facilities.services.exceptions import add_exception, remove_exception
from titian.facilities.services.joining import (
    add_practitioner,
    add_service,
    set_opening_hours,
    start_using_titian,
)
from titian.facilities.services.loading import load
from titian.facilities.services.numbering import next_number
from titian.facilities.services.opening import (
    classify_hospital,
    keep_own_queue,
    open_facility,
)
from titian.facilities.services.schedules import end_schedule, set_schedule
from titian.facilities.services.switching import set_contact, switch_titian

__all__ = [
    "add_bed_room",
    "add_exception",
    "add_practitioner",
    "add_service",
    "bring_facilities",
    "bring_schedules",
    "bring_services",
    "classify_hospital",
    "confirm_beds",
    "end_schedule",
    "keep_own_queue",
    "load",
    "next_number",
    "open_facility",
    "remove_bed_room",
    "remove_exception",
    "set_bed_room",
    "set_contact",
    "set_opening_hours",
    "set_schedule",
    "start_using_titian",
    "step_beds",
    "switch_titian",
]
