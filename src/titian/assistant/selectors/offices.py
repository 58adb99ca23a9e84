"""Who answers in person, and when: the branch office of a region, by its working hours."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from titian.assistant.types import Desk
from titian.facilities import selectors as facilities_read
from titian.kernel.clock import JAKARTA
from titian.kernel.working_hours import Office, due_after
from titian.members import selectors as members_read
from titian.regions import selectors as regions_read

OPENS, CLOSES = time(8), time(15)
_CITY = 5  # letters of a city's code: "35.73"
_MOMENT = timedelta(minutes=1)


def office_of(person_id: int | None) -> str:
    """The city or regency of who speaks; empty for somebody nobody knows."""
    return members_read.village_of(person_id)[:_CITY] if person_id else ""


def desk_of(office: str, *, at: datetime) -> Desk:
    zone = ZoneInfo(regions_read.timezone_of(office)) if office else JAKARTA
    local = at.astimezone(zone)
    days_off = facilities_read.days_off(local.date(), date(local.year + 1, 12, 31))
    hours = Office(OPENS, CLOSES, zone, days_off)
    is_open = hours.works_on(local.date()) and OPENS <= local.time() < CLOSES
    opens_at = local if is_open else due_after(at, _MOMENT, hours) - _MOMENT
    name = regions_read.names_of([office]).get(office, "") if office else ""
    return Desk(office, name, zone, is_open, opens_at, CLOSES)
