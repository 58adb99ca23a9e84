"""What the door takes: the two presses of a booking, and officers' look-ups by number."""

import re

from titian.config.pages.answering import Door, Inner
from titian.config.pages.windows import Window
from titian.kernel.actors import ActorKind
from titian.members.pages import sought
from titian.queue.pages import pressed


def rush_door(inner: Inner) -> Door:
    """The door with its windows, before `inner`."""
    return Door(inner, windows())


def windows() -> list[Window]:
    return [_hold(), _take(), _look_up()]


def _hold() -> Window:
    return Window(
        address=re.compile("/berobat/pegang/"),
        whose=ActorKind.MEMBER,
        read=pressed.hold_pressed,
        decide=pressed.hold_all,
        leads_to=lambda held: f"/berobat/pegang/{held.hold_id}/",
    )


def _take() -> Window:
    return Window(
        address=re.compile("/berobat/pegang/([0-9]{1,18})/ambil/", re.ASCII),
        whose=ActorKind.MEMBER,
        read=pressed.take_pressed,
        decide=pressed.take_all,
        leads_to=lambda booked: f"/tiket/{booked.code}/",
    )


def _look_up() -> Window:
    return Window(
        address=re.compile("/petugas/peserta/"),
        whose=ActorKind.STAFF,
        read=sought.sought,
        decide=sought.look_all,
    )
