"""What each service does first and last: lock the facility, check the role, tell."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from titian.facilities.errors import DayPassed, DayTooFar, FacilityUnknown, NotManager
from titian.facilities.events import ScheduleChanged
from titian.facilities.models import Facility
from titian.facilities.rules.managing import may_manage
from titian.kernel.actors import Actor, ActorKind
from titian.kernel.periods import day_of
from titian.platform.audit import services as audit
from titian.platform.outbox import services as outbox

_FARTHEST_DAYS = 731


def locked(facility_id: int) -> Facility:
    """The facility's row, locked: whatever it owns changes one at a time."""
    found = Facility.objects.select_for_update(of=("self",)).filter(pk=facility_id).first()
    if found is None:
        raise FacilityUnknown
    return found


def managed(facility_id: int, by: Actor) -> Facility:
    """The facility, locked, if the actor is its manager."""
    found = locked(facility_id)
    if not may_manage(by, found.code):
        raise NotManager
    return found


def require_coming(facility: Facility, day: date, *, by: Actor, at: datetime) -> None:
    """People change what is to come; only our own processes may load what was."""
    today = local_day(facility, at)
    if day < today and by.kind is not ActorKind.SYSTEM:
        raise DayPassed
    if (day - today).days > _FARTHEST_DAYS:
        raise DayTooFar


def local_day(facility: Facility, at: datetime) -> date:
    return day_of(at, ZoneInfo(facility.timezone))


def written_down(
    facility: Facility, action: str, data: dict[str, object], *, by: Actor, at: datetime
) -> None:
    """Audit an act on a facility."""
    entry = audit.Entry(by, f"facilities.{action}", f"facility:{facility.pk}", data)
    audit.record(entry, at=at)


def announced(facility: Facility, from_date: date, *, at: datetime) -> None:
    """Tell that plans differ, from the day on but never about the past."""
    day = max(from_date, local_day(facility, at))
    outbox.announce(ScheduleChanged(facility_id=facility.pk, from_date=day), at=at)
