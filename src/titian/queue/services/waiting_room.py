"""The waiting room before booking: who operates the whole opens and closes it; who books by
another way than the pages stands in the same line.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from titian.kernel.actors import Actor
from titian.platform.audit import services as audit
from titian.platform.audit.services import Entry
from titian.platform.http.room.keeper import RoomFull, the_keeper
from titian.platform.http.room.rules import Order
from titian.platform.http.room.tickets import key_of, name_of
from titian.queue.errors import NotYetTheirTurn, RoomNotYours, WaitingRoomFull

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


@contextmanager
def in_turn(*, by: Actor) -> Iterator[None]:
    """Around a booking that does not come by the paced pages: the place of this person is in the
    same line, the one they have or the last. Raises `NotYetTheirTurn`, `WaitingRoomFull`.
    """
    keeper = the_keeper()
    try:
        standing = keeper.line_up(key=key_of(name_of(by)))
    except RoomFull as full:
        raise WaitingRoomFull from full
    if standing is not None:
        low, high = standing.minutes
        raise NotYetTheirTurn(before=standing.before, low=low, high=high, is_held=standing.is_held)
    with keeper.inside(is_first=True):
        yield
