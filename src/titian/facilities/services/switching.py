"""Whether a facility uses Titian, and what it says of itself before it does."""

from datetime import datetime

from django.db import transaction

from titian.facilities.errors import NotManager
from titian.facilities.rules.bringing import brings_for, brings_plans_of
from titian.facilities.services.owning import announced, local_day, locked, written_down
from titian.kernel.actors import Actor


@transaction.atomic
def set_contact(
    *, facility_id: int, phone: str, address_note: str, by: Actor, at: datetime
) -> None:
    """How the facility is reached. Raises NotManager for who does not answer for it."""
    facility = locked(facility_id)
    if not brings_plans_of(by, facility.code, facility.regency_id):
        raise NotManager

    facility.phone, facility.address_note = phone, address_note
    facility.save(update_fields=["phone", "address_note"])

    written_down(facility, "set_contact", {}, by=by, at=at)


@transaction.atomic
def switch_titian(*, facility_id: int, uses: bool, by: Actor, at: datetime) -> bool:
    """On: its schedules become sessions to be booked. Off: it plans no more. Returns whether that
    is a change. Whether it is ready, and what becomes of tickets, is decided above.
    """
    facility = locked(facility_id)
    if not brings_for(by, facility.regency_id):
        raise NotManager
    if facility.uses_titian == uses:
        return False

    facility.uses_titian = uses
    facility.save(update_fields=["uses_titian"])

    written_down(facility, "switch_titian", {"uses": uses}, by=by, at=at)
    announced(facility, local_day(facility, at), at=at)
    return True
