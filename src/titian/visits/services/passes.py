"""Links to a patient's care: made for one doctor's system, good for a quarter of an hour."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.visits.errors import NotRecordingHere
from titian.visits.models import HistoryPass

GOOD_FOR = timedelta(minutes=15)
_BYTES = 24


@dataclass(frozen=True, slots=True)
class PassWish:
    """Whose care, for whom, asked for by which system."""

    person_id: int
    facility_id: int
    practitioner_id: int | None
    consumer: str


@transaction.atomic
def give_pass(*, wish: PassWish, by: Actor, at: datetime) -> str:
    """The token of a new link; it is known only here. Raises NotRecordingHere."""
    if not facilities_read.records_care(by, wish.facility_id):
        raise NotRecordingHere
    token = secrets.token_urlsafe(_BYTES)
    HistoryPass.objects.create(
        token_hash=sha256(token.encode()).digest(),
        person_id=wish.person_id,
        facility_id=wish.facility_id,
        practitioner_id=wish.practitioner_id,
        consumer=wish.consumer,
        made_at=at,
        expires_at=at + GOOD_FOR,
    )
    data: dict[str, object] = {"facility": wish.facility_id}
    audit.record(audit.Entry(by, "visits.pass_given", f"person:{wish.person_id}", data), at=at)
    return token
