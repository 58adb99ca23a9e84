"""Facts of a ticket as a message says them, in the recipient's language.

Every template has the entries of its row in `PARAMETERS` and no others, none of them empty:
a gateway that knows the template beforehand is given just these.
"""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import dateformat, translation
from django.utils.http import urlencode

from titian.queue.models import PracticeSession, Ticket
from titian.queue.selectors.line import Standing
from titian.queue.selectors.tickets import label
from titian.queue.types import OpenPlace

Facts = dict[str, str | int]

_WHERE = ("name", "service", "place", "day")
_WHEN = ("earliest", "latest")
PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "booked": (*_WHERE, *_WHEN, "number", "code", "link"),
    "moved": (*_WHERE, *_WHEN, "number", "code", "link"),
    "cancelled": (*_WHERE, "number", "link"),
    "delayed": (*_WHERE, *_WHEN, "number", "doctor", "minutes", "link"),
    "on_time": (*_WHERE, *_WHEN, "number", "doctor", "link"),
    "session_cancelled": (*_WHERE, "number", "doctor", "places", "link"),
    "session_cancelled_full": (*_WHERE, "number", "doctor", "link"),
    "place_freed": (*_WHERE, "starts", "link"),
    "near": ("name", "service", "place", "number", "ahead", "link"),
    "outside_given": (*_WHERE, "starts", "number", "code", "link"),
    "outside_waiting": (*_WHERE, "starts", "link"),
    "outside_refused": (*_WHERE, "starts", "code", "link"),
    "paper_withdrawn": ("name", "place", "day", "number", "link"),
    "next": ("name", "service", "place", "number", "link"),
}

_TIME = {"id": "H.i"}


def day_in(language: str, moment: datetime, zone: str, form: str = "l j F") -> str:
    """ "Senin 23 November" where the facility stands."""
    with translation.override(language):
        return dateformat.format(moment.astimezone(ZoneInfo(zone)), form)


def time_in(language: str, moment: datetime, zone: str) -> str:
    form = _TIME.get(language, "H:i")
    return dateformat.format(moment.astimezone(ZoneInfo(zone)), form)


def session_facts(session: PracticeSession, language: str) -> Facts:
    """Which session: the facility, the service, the doctor and the day."""
    return {
        "place": session.facility.name,
        "service": session.service.name,
        "doctor": session.practitioner.name,
        "day": day_in(language, session.starts_at, session.timezone),
        "starts": time_in(language, session.starts_at, session.timezone),
    }


def ticket_facts(ticket: Ticket, session: PracticeSession, language: str) -> Facts:
    return {
        **session_facts(session, language),
        "number": label(ticket, session),
        "code": ticket.code,
        "link": _address("queue:ticket", ticket.code),
    }


def range_facts(standing: Standing, session: PracticeSession, language: str) -> Facts:
    """Between which moments the person will be called."""
    return {
        "earliest": time_in(language, standing.earliest, session.timezone),
        "latest": time_in(language, standing.latest, session.timezone),
    }


def outside_facts(ticket: Ticket, session: PracticeSession, language: str) -> Facts:
    """The number and the code of the facility's own system, and when it expects the person."""
    told = ticket.outside
    when = told.expected_at or session.starts_at
    return {
        **ticket_facts(ticket, session, language),
        "code": told.booking_code,
        "starts": time_in(language, when, session.timezone),
    }


def asking_facts(errand_id: int) -> Facts:
    """Where one sees how the asking stands."""
    return {"link": _address("queue:asking", str(errand_id))}


def again_facts(session: PracticeSession, person_id: int) -> Facts:
    """Where one press books another time of the same service."""
    query = {"orang": person_id, "layanan": session.service_id}
    return {"link": f"{_address('queue:times')}?{urlencode(query)}"}


def elsewhere_facts(person_id: int) -> Facts:
    return {"link": f"{_address('queue:choose')}?{urlencode({'orang': person_id})}"}


def places_in(language: str, places: list[OpenPlace], zone: str) -> str:
    """ "Selasa 24 Nov 08.00; Rabu 25 Nov 08.00": one line, as gateways want it."""
    return "; ".join(
        f"{day_in(language, place.starts_at, zone, 'l j M')}"
        f" {time_in(language, place.starts_at, zone)}"
        for place in places
    )


def _address(route: str, *args: str) -> str:
    return f"{settings.TITIAN_ORIGIN}{reverse(route, args=args)}"
