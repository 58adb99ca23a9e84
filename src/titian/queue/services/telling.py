"""Saying what happened to a ticket: to each person once, on their channel, in their language.

Every verb reads and writes in sets, so that a hundred people cost as many statements as one,
and gives each message a key, so that running twice says it once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from titian.kernel.actors import Actor
from titian.members import selectors as members_read
from titian.notifications import services as notifications
from titian.notifications.types import Notice, Urgency
from titian.queue.models import PracticeSession, Ticket
from titian.queue.selectors.line import Line, line_of
from titian.queue.selectors.notices import (
    cancelled_with_session,
    coming_session,
    next_places,
    ticket_with_session,
)
from titian.queue.services.marking import mark_near, mark_watches
from titian.queue.services.wording import (
    Facts,
    day_in,
    first_name,
    range_facts,
    session_facts,
    ticket_facts,
    time_in,
)
from titian.queue.types import LIVE, TicketState

SPEAKER = Actor.system("queue")
NEAR = 3
_SOON = timedelta(hours=24)
_WAITS = (TicketState.BOOKED, TicketState.PRESENT, TicketState.SKIPPED)


@dataclass(frozen=True, slots=True)
class _Saying:
    """One thing to say about one person: `facts` are written for a language."""

    person_id: int
    key: str
    facts: Callable[[str], Facts]


def tell_booked(*, ticket_id: int, at: datetime) -> int:
    """The number, the code, where and when."""
    return _tell_number("booked", ticket_id, at)


def tell_moved(*, ticket_id: int, at: datetime) -> int:
    """The number of the new day."""
    return _tell_number("moved", ticket_id, at)


@transaction.atomic
def tell_cancelled(*, ticket_id: int, at: datetime) -> int:
    """The desk cancelled somebody's ticket."""
    ticket = ticket_with_session(ticket_id)
    if ticket is None or ticket.state != TicketState.CANCELLED:
        return 0
    saying = _about(ticket, ticket.session, f"queue.cancelled:{ticket.pk}")
    return _say([saying], "cancelled", _urgency(ticket.session, at), at)


@transaction.atomic
def tell_delayed(*, session_id: int, minutes: int, delayed_at: datetime, at: datetime) -> int:
    """The doctor is late: everybody waiting learns the new range. A later word replaces this."""
    session = coming_session(session_id, at=at)
    if session is None or session.delay_minutes != minutes:
        return 0
    line = line_of(session, at=at)
    sayings = [
        _about(
            ticket,
            session,
            f"queue.delayed:{ticket.pk}:{int(delayed_at.timestamp())}",
            _new_range(line, ticket, minutes),
        )
        for ticket in line.tickets
        if ticket.state in _WAITS and ticket.person_id is not None
    ]
    return _say(sayings, "delayed", _urgency(session, at), at)


@transaction.atomic
def tell_session_cancelled(*, session_id: int, cancelled_at: datetime, at: datetime) -> int:
    """The doctor does not come: everybody whose ticket ended with it, with what else is open."""
    tickets = cancelled_with_session(session_id, cancelled_at)
    if not tickets:
        return 0
    session = tickets[0].session
    places = next_places(session, at=at)

    def others(language: str) -> Facts:
        lines = [
            f"- {day_in(language, place.starts_at, session.timezone)},"
            f" {time_in(language, place.starts_at, session.timezone)}, {doctor}"
            for place, doctor in places
        ]
        return {"places": "\n".join(lines)}

    sayings = [
        _about(ticket, session, f"queue.session_cancelled:{ticket.pk}", others)
        for ticket in tickets
    ]
    return _say(sayings, "session_cancelled", _urgency(session, at), at)


@transaction.atomic
def tell_watchers(*, session_id: int, at: datetime) -> int:
    """A place is free again: everybody who asked is told, once, if it still is."""
    session = coming_session(session_id, at=at, with_place=True)
    if session is None:
        return 0
    sayings = [
        _Saying(
            person_id,
            f"queue.place_freed:{watch_id}:{int(asked_at.timestamp())}",
            _for_watcher(session, person_id),
        )
        for watch_id, person_id, asked_at in mark_watches(session_id, at=at)
    ]
    return _say(sayings, "place_freed", _urgency(session, at), at)


@transaction.atomic
def tell_near(*, session_id: int, at: datetime) -> int:
    """Almost your turn: who has at most three people before them, once."""
    session = coming_session(session_id, at=at)
    if session is None:
        return 0
    line = line_of(session, at=at)
    ahead = {t.pk: line.standing_of(t).ahead for t in line.tickets if _may_be_near(t, line)}
    marked = mark_near([pk for pk, before in ahead.items() if before <= NEAR])
    sayings = [
        _about(
            ticket,
            session,
            f"queue.near:{ticket.pk}",
            _how_near(ticket, ahead[ticket.pk]),
        )
        for ticket in line.tickets
        if ticket.pk in marked
    ]
    return _say(sayings, "near", Urgency.TURN, at)


@transaction.atomic
def _tell_number(template: str, ticket_id: int, at: datetime) -> int:
    ticket = ticket_with_session(ticket_id)
    if ticket is None or ticket.state not in LIVE:
        return 0
    session = ticket.session

    def when(language: str) -> Facts:
        if ticket.state not in _WAITS:
            return {}
        return range_facts(line_of(session, at=at).standing_of(ticket), session, language)

    saying = _about(ticket, session, f"queue.{template}:{ticket.pk}", when)
    return _say([saying], template, Urgency.NORMAL, at)


def _may_be_near(ticket: Ticket, line: Line) -> bool:
    """Here, or booked and still in time; who is late already has heard it."""
    if ticket.person_id is None or ticket.told_near:
        return False
    in_time = ticket.state == TicketState.BOOKED and not line.is_late(ticket.number)
    return in_time or ticket.state == TicketState.PRESENT


def _how_near(ticket: Ticket, ahead: int) -> Callable[[str], Facts]:
    return lambda _: {"ahead": ahead, "here": int(ticket.state == TicketState.PRESENT)}


def _for_watcher(session: PracticeSession, person_id: int) -> Callable[[str], Facts]:
    return lambda language: {**session_facts(session, language), "person_id": str(person_id)}


def _new_range(line: Line, ticket: Ticket, minutes: int) -> Callable[[str], Facts]:
    standing = line.standing_of(ticket)
    return lambda language: {
        **range_facts(standing, line.session, language),
        "minutes": minutes,
    }


def _about(
    ticket: Ticket,
    session: PracticeSession,
    key: str,
    more: Callable[[str], Facts] = lambda _: {},
) -> _Saying:
    return _Saying(
        ticket.person_id or 0,
        key,
        lambda language: {**ticket_facts(ticket, session, language), **more(language)},
    )


def _say(sayings: Sequence[_Saying], template: str, urgency: Urgency, at: datetime) -> int:
    """One message row each, in one statement; returns how many were said."""
    ids = {saying.person_id for saying in sayings if saying.person_id}
    if not ids:
        return 0
    recipients = members_read.recipients_of(ids)
    names = members_read.standings_of(ids, viewer=SPEAKER, on=at.date())
    notices = []
    for saying in sayings:
        to = recipients.get(saying.person_id)
        if to is not None:
            name = {"name": first_name(names[saying.person_id].full_name)}
            notices.append(
                Notice(
                    to=to,
                    template=f"queue/messages/{template}.txt",
                    data={**saying.facts(to.language), **name},
                    urgency=urgency,
                    key=saying.key,
                )
            )
    return len(notifications.tell_all(notices, by=SPEAKER, at=at))


def _urgency(session: PracticeSession, at: datetime) -> Urgency:
    """What concerns today or tomorrow also passes quiet hours."""
    return Urgency.TURN if session.starts_at - at <= _SOON else Urgency.NORMAL
