"""What the link of a treating doctor shows."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.scopes import Grant, Scope
from titian.members import selectors as members_read
from titian.members.types import Standing
from titian.visits.errors import PassGone
from titian.visits.models import HistoryPass
from titian.visits.selectors.treating import treating_history
from titian.visits.types import VisitView

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class PassedHistory:
    """A patient's care for the doctor who holds the link, and until when."""

    whose: Standing
    age: int
    facility_name: str
    region: str
    doctor_name: str
    visits: list[VisitView]
    is_whole: bool
    expires_at: datetime


def passed_history(token: str, *, at: datetime) -> PassedHistory:
    """Raises PassGone for a link that never was and for one whose time is over, alike."""
    rows = HistoryPass.objects.select_related("facility", "practitioner")
    digest = sha256(token[:_LONGEST].encode()).digest()
    row = rows.filter(token_hash=digest, expires_at__gt=at).first()
    if row is None:
        raise PassGone
    viewer = Actor.bridge(row.consumer, (Grant("bridge", Scope("facility", row.facility.code)),))
    seen = treating_history(row.person_id, facility_id=row.facility_id, viewer=viewer, at=at)
    day = day_of(at)
    whose = members_read.participant(row.person_id, viewer=viewer, on=day, at=at).standing
    return PassedHistory(
        whose=whose,
        age=whose.age_on(day),
        facility_name=row.facility.name,
        region=row.facility.regency_id,
        doctor_name=row.practitioner.name if row.practitioner else "",
        visits=seen.visits,
        is_whole=seen.is_whole,
        expires_at=row.expires_at,
    )
