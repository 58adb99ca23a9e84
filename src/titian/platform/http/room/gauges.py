"""What /metrics says of the room: one line for all web processes of the machine."""

from collections.abc import Iterator
from datetime import datetime

from titian.platform.http.room.keeper import the_keeper
from titian.platform.measures.types import Gauge


def gauges(_: datetime) -> Iterator[Gauge]:
    """The line reads the clock itself, by which it moves."""
    now = the_keeper().figures()
    yield Gauge(
        "titian_room_open", "Whether who comes to book goes through it.", float(now.is_open)
    )
    yield Gauge("titian_room_waiting", "People who wait for their turn.", now.waiting)
    yield Gauge("titian_room_let_in_a_minute", "Its pace.", now.a_minute if now.is_open else 0)
    yield Gauge("titian_room_inside", "Bookings that are being worked on.", now.inside)
