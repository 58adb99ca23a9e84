"""Times with a place left, as they are offered; why there is none on the day that was named."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext

from titian.assistant.services.dialogs.now import Answered, Now, asked, choice
from titian.assistant.types import Choice, Link
from titian.facilities import selectors as facilities_read
from titian.queue import selectors as queue_read
from titian.queue.errors import NotYetTheirTurn
from titian.queue.types import OpenPlace

OFFERED = 3
_AHEAD = timedelta(days=7)
_PARTS: Mapping[str, tuple[int, int]] = {
    "pagi": (0, 11),
    "siang": (11, 15),
    "sore": (15, 18),
    "malam": (18, 24),
}


class Times(NamedTuple):
    """`why` names what is not as it was wished for: part, full, holiday or closed."""

    places: list[OpenPlace]
    why: str = ""

    def said(self) -> str:
        """The sentence before the times; `{place}` and others are filled in by who asks."""
        return {
            "part": gettext("say.other_part"),
            "full": gettext("say.day_full"),
            "holiday": gettext("say.day_off"),
            "closed": gettext("say.day_closed"),
        }.get(self.why, "")


def times(now: Now, *, facility_id: int, service_id: int, apart: int = 0) -> Times:
    """On the day named, in its part; else the next ones, with why. `apart` is left out."""
    named = now.slots.get("date", "")
    if not named:
        places = _free(_open(now, facility_id, service_id, now.today, None, apart))
        fitting = _of_part(now, places)
        is_other = bool(now.slots.get("part")) and bool(places) and not fitting
        return Times(fitting or places, "part" if is_other else "")
    day = date.fromisoformat(named)
    all_of_day = _open(now, facility_id, service_id, day, day, apart)
    if free := _free(all_of_day):
        fitting = _of_part(now, free)
        return Times(fitting or free, "" if fitting else "part")
    why = "full" if all_of_day else _why_closed(day)
    return Times(_next(now, facility_id, service_id, day, apart), why)


def offered(places: list[OpenPlace]) -> list[Choice]:
    return [choice(f"s:{one.session_id}", spoken(one)) for one in places[:OFFERED]]


def in_line(now: Now, asks: str, line: NotYetTheirTurn, session_id: int) -> Answered:
    """More come than can be served: the place in the line, and the same time to press again."""
    key = f"s:{session_id}"
    again = [choice(*one) for one in now.memory.choices if one[0] == key]
    held = gettext("say.line_held") if line.data["is_held"] else gettext("say.line_moves")
    said = " ".join((gettext("say.line"), held, gettext("say.line_after"))).format(**line.data)
    links = (Link("/berobat/ruang/", gettext("say.link_room")),)
    waits = now.but(now.memory.having_waited())
    return asked(waits, asks, said, then=again, links=links)


def spoken(one: OpenPlace) -> str:
    begins, ends = local(one.starts_at, one), local(one.ends_at, one)
    return f"{short_day(one.date)} {begins:%H.%M}–{ends:%H.%M}"


def short_day(day: date) -> str:
    """As it fits on a button."""
    return date_format(day, "D d/m")


def whole_day(day: date) -> str:
    return date_format(day, "j F Y")


def local(moment: datetime, place: OpenPlace) -> datetime:
    return moment.astimezone(ZoneInfo(place.timezone))


def _next(now: Now, facility_id: int, service_id: int, day: date, apart: int) -> list[OpenPlace]:
    """After the day that was wished for; nothing there: from today on."""
    later = _free(_open(now, facility_id, service_id, day, day + _AHEAD, apart))
    sooner = _open(now, facility_id, service_id, now.today, day, apart) if not later else []
    places = later or _free(sooner)
    return _of_part(now, places) or places


def _open(
    now: Now, facility_id: int, service_id: int, since: date, until: date | None, apart: int
) -> list[OpenPlace]:
    found = queue_read.open_places(
        facility_id=facility_id, at=now.at, service_id=service_id, since=since, until=until
    )
    return [one for one in found if one.session_id != apart]


def _free(places: list[OpenPlace]) -> list[OpenPlace]:
    return [one for one in places if one.left > 0]


def _of_part(now: Now, places: list[OpenPlace]) -> list[OpenPlace]:
    first, last = _PARTS.get(now.slots.get("part", ""), (0, 24))
    return [one for one in places if first <= local(one.starts_at, one).hour < last]


def _why_closed(day: date) -> str:
    return "holiday" if facilities_read.days_off(day, day) else "closed"
