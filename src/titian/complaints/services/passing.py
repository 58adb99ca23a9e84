"""An officer hands a case on: the promise stays, the person hears where it is now."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from titian.complaints import rules
from titian.complaints.errors import NoSuchOffice
from titian.complaints.models import Case, Passing
from titian.complaints.selectors.destinations import destination
from titian.complaints.selectors.hours import place_of
from titian.complaints.services import moving, telling, timing
from titian.complaints.types import Act, Destination
from titian.kernel.actors import Actor


@transaction.atomic
def pass_on(
    *, number: str, to: str, reason: str, seen: int, client_key: UUID, by: Actor, at: datetime
) -> None:
    """Raises NoSuchOffice, CaseGone, CaseMoved, CaseSettled, WordsMissing."""
    if moving.is_passed(number, client_key, by):
        return
    row, there = moving.reached(number, by), destination(to)
    words = rules.sound_words(reason)
    if _is_there(row, there):
        raise NoSuchOffice

    before = place_of(row)
    timing.change_hands(row, at=at)
    row.office, row.facility_id = there.office, there.facility_id
    row.region_id = _closest(row.region_id or "", there.region)
    moving.move(row, Act.HAND_ON, client_key=client_key, by=by, at=at, seen=seen)
    row.save(update_fields=["office", "facility", "region"])
    Passing.objects.create(
        case=row, from_place=before, to_place=there.name, reason_sealed=words, by=by.ref, at=at
    )
    telling.tell_passed(row, at=at)


def _is_there(row: Case, there: Destination) -> bool:
    if there.office or there.facility_id:
        return (row.office, row.facility_id) == (there.office, there.facility_id)
    at_branch = not row.office and row.facility_id is None
    return at_branch and _closest(row.region_id or "", there.region) == row.region_id


def _closest(now: str, there: str) -> str:
    """Within the region it goes to, the village it lies in stays known."""
    return now if f"{now}.".startswith(f"{there}.") else there
