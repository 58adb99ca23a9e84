"""Who operates the whole opens and closes the waiting room before booking."""

from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.audit.services import Entry
from titian.platform.http.room.keeper import the_keeper
from titian.platform.http.room.rules import Order
from titian.queue.errors import RoomNotYours

_OPERATOR = "operator"


def may_order_room(*, by: Actor) -> None:
    """Raises `RoomNotYours`."""
    if all(grant.role != _OPERATOR for grant in by.grants):
        raise RoomNotYours


def order_room(order: Order, *, by: Actor, at: datetime) -> None:
    """Holds for all web processes of this machine until another order. Raises `RoomNotYours`."""
    may_order_room(by=by)
    with transaction.atomic():
        entry = Entry(by=by, action="queue.order_room", target=f"room:{order.name.lower()}")
        audit.record(entry, at=at)
    the_keeper().obey(order)
