"""Which doors have a waiting room before them, and what must never wait behind them."""

import re

from django.conf import settings
from django.utils.module_loading import import_string

from titian.platform.http.room.gate import App, Doors, Gate
from titian.platform.http.room.keeper import the_keeper
from titian.platform.http.room.lanes import Lanes, Ways

BOOKING = "/berobat/pegang/"
_ROOM = "/berobat/ruang/"
_NEVER_WAITS = ("/healthz", "/livez", _ROOM, settings.STATIC_URL)
_DESKS = "/petugas/"
_MOVING = re.compile(r"/tiket/(?P<kode>[^/]{1,20})/pindah/")
_FIELDS = ("sesi", "orang", "acuan", "kunci")
_PLACE = "titian.config.pages.told.place_page"  # they know models, so Django comes first
_TURNED_AWAY = "titian.config.pages.told.TurnedAway"
_WHO = "titian.accounts.pages.sessions.names_behind"


def in_lanes(app: App) -> App:
    """Bookings, work and looks have threads of their own; health waits for none of them."""
    ways = Ways(books=BOOKING, desks=_DESKS, never_waits=_NEVER_WAITS)
    turned_away = import_string(_TURNED_AWAY)()
    return Lanes(
        app, ways, at_once=settings.TITIAN_LANE, instead=turned_away,
        is_busy=lambda: the_keeper().is_busy,
    )  # fmt: skip


def with_room(app: App) -> App:
    """Before everything else; Django must be set up."""
    the_keeper().begin()
    doors = Doors(
        first=BOOKING,
        room=_ROOM,
        news=f"{_ROOM}kabar",
        fields=_FIELDS,
        session=settings.TITIAN_SESSION_COOKIE,
        who=import_string(_WHO),
        page=import_string(_PLACE),
        also=_MOVING,
    )
    return Gate(app, doors)
