"""When the office that has a case is open, and what it is called."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from zoneinfo import ZoneInfo

from titian.complaints.models import Case
from titian.enrolment import selectors as enrolment_read
from titian.facilities import selectors as facilities_read
from titian.kernel.clock import JAKARTA
from titian.kernel.working_hours import Office
from titian.regions import selectors as regions_read

OPENS, CLOSES = time(8), time(16)  # of an office whose hours nobody has told us


def hours_of(case: Case, on: date) -> Office:
    """An office of a city by its own hours; a facility or branch by those of offices there."""
    if case.office:
        return enrolment_read.hours_of(enrolment_read.office(case.office), on)
    first, last = date(on.year, 1, 1), date(on.year + 1, 12, 31)
    days_off = facilities_read.days_off(first, last)
    return Office(opens=OPENS, closes=CLOSES, zone=zone_of(case), days_off=days_off)


def zone_of(case: Case) -> ZoneInfo:
    """The time of the place; asks no database."""
    if case.region_id is None:
        return JAKARTA
    return ZoneInfo(regions_read.timezone_of(case.region_id))


def places_of(cases: Iterable[Case]) -> Mapping[int, str]:
    """What the office, facility or region of each case is called, by the case's id. The rows
    bring facility and region along (`select_related`).
    """
    rows = list(cases)
    offices = enrolment_read.offices_coded({row.office for row in rows if row.office})
    return {row.pk: offices[row.office].name if row.office else _place(row) for row in rows}


def place_of(row: Case) -> str:
    return places_of([row])[row.pk]


def _place(row: Case) -> str:
    lies = row.facility or row.region
    return lies.name if lies else ""
