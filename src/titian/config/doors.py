"""Which doors have a waiting room before them, and what must never wait behind them."""

import re

from django.conf import settings
from django.utils.module_loading import import_string

from titian.platform.http.room.gate import App, Doors, Gate
from titian.platform.http.room.lanes import Lanes

BOOKING = "/berobat/pegang/"
_ROOM = "/berobat/ruang/"
_ALIVE = ("/healthz", "/livez")
_MOVING = re.compile(r"/tiket/(?P<kode>[^/]{1,20})/pindah/")
_FIELDS = ("sesi", "orang", "acuan", "kunci")
_WHO = "titian.accounts.pages.sessions.account_behind"


def in_lanes(app: App) -> App:
    """Bookings and everything else have threads of their own; health waits for neither."""
    return Lanes(app, paced=BOOKING, alive=_ALIVE, at_once=settings.TITIAN_LANE)


def with_room(app: App) -> App:
    """Before everything else; Django must be set up."""
    doors = Doors(
        first=BOOKING,
        room=_ROOM,
        news=f"{_ROOM}kabar",
        fields=_FIELDS,
        session=settings.TITIAN_SESSION_COOKIE,
        who=import_string(_WHO),
        also=_MOVING,
    )
    return Gate(app, doors)
