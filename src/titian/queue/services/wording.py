"""Facts of a ticket as a message says them, in the recipient's language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import dateformat, translation

from titian.queue.models import PracticeSession, Ticket
from titian.queue.selectors.line import Standing
from titian.queue.selectors.tickets import label_of

Facts = dict[str, str | int]

_TIME = {"id": "H.i"}


def day_in(language: str, moment: datetime, zone: str) -> str:
    """ "Senin 23 November" where the facility stands."""
    with translation.override(language):
        return dateformat.format(moment.astimezone(ZoneInfo(zone)), "l j F")


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
        "service_id": str(session.service_id),
        "origin": settings.TITIAN_ORIGIN,
    }


def ticket_facts(ticket: Ticket, session: PracticeSession, language: str) -> Facts:
    return {
        **session_facts(session, language),
        "number": label_of(session.letter, ticket.series, ticket.number),
        "code": ticket.code,
        "person_id": str(ticket.person_id or 0),
    }


def range_facts(standing: Standing, session: PracticeSession, language: str) -> Facts:
    """Between which moments the person will be called."""
    return {
        "earliest": time_in(language, standing.earliest, session.timezone),
        "latest": time_in(language, standing.latest, session.timezone),
        "ahead": standing.ahead,
    }


def first_name(full_name: str) -> str:
    """Short enough for a locked screen that others can see."""
    return full_name.split(maxsplit=1)[0] if full_name.strip() else ""
