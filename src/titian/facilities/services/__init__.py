"""Verbs of facilities: bringing one onto Titian, its services, people, schedule, exceptions."""

from titian.facilities.services.exceptions import add_exception, remove_exception
from titian.facilities.services.joining import (
    add_practitioner,
    add_service,
    set_opening_hours,
    start_using_titian,
)
from titian.facilities.services.loading import load
from titian.facilities.services.schedules import end_schedule, set_schedule

__all__ = [
    "add_exception",
    "add_practitioner",
    "add_service",
    "end_schedule",
    "load",
    "remove_exception",
    "set_opening_hours",
    "set_schedule",
    "start_using_titian",
]
