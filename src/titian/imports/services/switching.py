"""This place uses Titian, or it does not: switched on when nothing is lacking, and off again."""

from datetime import datetime

from django.db import transaction

from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.facilities.types import FacilityView
from titian.imports.errors import NotReady
from titian.imports.selectors import checks_of
from titian.imports.services.trying import try_booking
from titian.kernel.actors import Actor
from titian.kernel.errors import Refusal
from titian.platform.audit import services as audit
from titian.platform.http.catalogue import entry
from titian.queue import services as queue


@transaction.atomic
def switch_on(*, code: str, by: Actor, at: datetime) -> None:
    """From now on its places can be booked, as a booking that is made and taken back has shown.

    Raises NotReady with what is lacking, or why that booking was refused.
    """
    place = facilities_read.facility_by_code(code)
    lacking = [one.name for one in checks_of(place, at=at) if not one.is_there]
    if lacking:
        raise NotReady(lacking=", ".join(entry(f"import_check.{name}") for name in lacking))
    if facilities.switch_titian(facility_id=place.id, uses=True, by=by, at=at):
        number = _tried(place, at)
        said: dict[str, object] = {"number": number}
        audit.record(audit.Entry(by, "imports.tried", f"facility:{place.code}", said), at=at)


def _tried(place: FacilityView, at: datetime) -> int | None:
    try:
        return try_booking(place, at=at)
    except Refusal as refusal:
        why = entry(f"error.{refusal.code}").format_map(refusal.data)
        raise NotReady(lacking=f"{entry('import_check.trial')} ({why})") from refusal


@transaction.atomic
def switch_off(*, code: str, by: Actor, at: datetime) -> None:
    """Nobody books any more. Tickets that were given hold, and its desk calls them as before."""
    place = facilities_read.facility_by_code(code)
    if facilities.switch_titian(facility_id=place.id, uses=False, by=by, at=at):
        queue.close_to_booking(facility_id=place.id, by=by, at=at)
