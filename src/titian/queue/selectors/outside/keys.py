"""Finding a ticket as a facility names it, for that facility alone."""

from django.db.models import Q

from titian.facilities import selectors as facilities_read
from titian.kernel.actors import Actor, ActorKind
from titian.queue.errors import BookingUnknown, NotAtThisDesk
from titian.queue.models import OutsideTicket
from titian.queue.types import BookingKey


def require_teller(by: Actor, facility_id: int) -> None:
    """The facility's own bridge, its staff, or our processes."""
    if by.kind is ActorKind.SYSTEM or facilities_read.records_care(by, facility_id):
        return
    raise NotAtThisDesk


def find_key(key: BookingKey) -> OutsideTicket | None:
    """The ticket with its session; what is another facility's is not there."""
    found = OutsideTicket.objects.filter(_condition(key), facility=key.facility_id)
    return found.select_related("ticket").order_by("-ticket_id").first()


def by_key(key: BookingKey) -> OutsideTicket:
    """Raises `BookingUnknown`."""
    found = find_key(key)
    if found is None:
        raise BookingUnknown(booking_code=key.booking_code)
    return found


def _condition(key: BookingKey) -> Q:
    if key.booking_code:
        return Q(booking_code=key.booking_code)
    if key.person_id is None:
        return Q(pk__in=())
    return Q(
        ticket__person=key.person_id,
        ticket__session__service=key.service_id,
        ticket__session__date=key.on,
    )
