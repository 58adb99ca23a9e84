"""This place uses Titian, or it does not: switched on when nothing is lacking, and off again."""

from datetime import datetime

from django.db import transaction

from titian.facilities import selectors as facilities_read
from titian.facilities import services as facilities
from titian.imports.errors import NotReady
from titian.imports.selectors import checks_of
from titian.kernel.actors import Actor
from titian.platform.http.catalogue import entry
from titian.queue import services as queue


@transaction.atomic
def switch_on(*, code: str, by: Actor, at: datetime) -> None:
    """From now on its places can be booked. Raises NotReady with what is lacking."""
    place = facilities_read.facility_by_code(code)
    lacking = [one.name for one in checks_of(place, at=at) if not one.is_there]
    if lacking:
        raise NotReady(lacking=", ".join(entry(f"import_check.{name}") for name in lacking))
    facilities.switch_titian(facility_id=place.id, uses=True, by=by, at=at)


@transaction.atomic
def switch_off(*, code: str, by: Actor, at: datetime) -> None:
    """Nobody books any more. Tickets that were given hold, and its desk calls them as before."""
    place = facilities_read.facility_by_code(code)
    if facilities.switch_titian(facility_id=place.id, uses=False, by=by, at=at):
        queue.close_to_booking(facility_id=place.id, by=by, at=at)
