"""Saying what happened to a ticket: to each person once, on their channel, in their language.

Every verb reads and writes in sets, so that a hundred people cost as many statements as one,
and gives each message a key, so that running twice says it once.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.kernel.text import first_name
from titian.members import selectors as members_read
from titian.notifications import services as notifications
from titian.notifications.types import Notice, Recipient, Urgency
from titian.queue.models import PracticeSession, Ticket
from titian.queue.selectors.line import Line, line_of
from titian.queue.selectors.notices import (
    cancelled_with_session,
    coming_session,
    next_places,
    tickets_with_sessions,
)
from titian.queue.services.marking import mark_near, mark_watches
from titian.queue.services.wording import (
    PARAMETERS,
    Facts,
    again_facts,
    elsewhere_facts,
    places_in,
    range_facts,
    session_facts,
    ticket_facts,
)
from titian.queue.types import TicketState

SPEAKER = Actor.system("queue")
NEAR = 3
_SOON = timedelta(hours=24)
_LONG = timedelta(days=3)
_WAITS = (TicketState.BOOKED, TicketState.PRESENT, TicketState.SKIPPED)

Write = Callable[[str], Facts]


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing to say about one person: `write` makes its facts for a language."""

    template: str
    person_id: int
    session: PracticeSession
    key: str
    write: Write
    answers: datetime | None = None


def tell_booked(*, ticket_ids: Collection[int], at: datetime) -> int:
    """The number, the code, where and when, to each of many."""
    return _tell_numbers("booked", ticket_ids, at)


def tell_moved(*, ticket_ids: Collection[int], at: datetime) -> int:
    """The number of the new day, to each of many."""
    return _tell_numbers("moved", ticket_ids, at)


@transaction.atomic
def tell_cancelled(*, ticket_id: int, at: datetime) -> int:
    """The desk cancelled somebody's ticket."""
    sayings = [
        about("cancelled", ticket, ticket.session, _again(ticket))
        for ticket in tickets_with_sessions([ticket_id])
        if ticket.state == TicketState.CANCELLED
    ]
    return say(sayings, at=at)


@transaction.atomic
def tell_delayed(*, session_id: int, minutes: int, delayed_at: datetime, at: datetime) -> int:
    """The doctor is late: everybody waiting learns the new range. A later word replaces this."""
    session = coming_session(session_id, at=at)
    if session is None or session.delay_minutes != minutes:
        return 0
    line = line_of(session, at=at)
    template = "delayed" if minutes else "on_time"
    sayings = [
        about(template, ticket, session, _new_range(line, ticket, minutes), moment=delayed_at)
        for ticket in line.tickets
        if ticket.state in _WAITS and ticket.person_id is not None
    ]
    return say(sayings, at=at)


@transaction.atomic
def tell_session_cancelled(*, session_id: int, cancelled_at: datetime, at: datetime) -> int:
    """The doctor does not come: everybody whose ticket ended with it, with what else is open."""
    tickets = cancelled_with_session(session_id, cancelled_at)
    if not tickets:
        return 0
    session = tickets[0].session
    places = next_places(session, at=at)
    template = "session_cancelled" if places else "session_cancelled_full"

    def others(ticket: Ticket) -> Write:
        person_id = ticket.person_id or 0
        if not places:
            return lambda _: elsewhere_facts(person_id)
        return lambda language: {
            **again_facts(session, person_id),
            "places": places_in(language, places, session.timezone),
        }

    return say([about(template, t, session, others(t)) for t in tickets], at=at)


@transaction.atomic
def tell_watchers(*, session_id: int, at: datetime) -> int:
    """A place is free again: everybody who asked is told, once, if it still is."""
    session = coming_session(session_id, at=at, with_place=True)
    if session is None:
        return 0
    sayings = [
        Saying(
            "place_freed",
            person_id,
            session,
            f"queue.place_freed:{watch_id}:{int(asked_at.timestamp())}",
            _for_watcher(session, person_id),
        )
        for watch_id, person_id, asked_at in mark_watches(session_id, at=at)
    ]
    return say(sayings, at=at)


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
        about("near" if ahead[t.pk] else "next", t, session, _how_near(ahead[t.pk]))
        for t in line.tickets
        if t.pk in marked
    ]
    return say(sayings, urgency=Urgency.TURN, at=at)


@transaction.atomic
def _tell_numbers(template: str, ticket_ids: Collection[int], at: datetime) -> int:
    """A line is read once, however many of its people are told."""
    tickets = [t for t in tickets_with_sessions(ticket_ids) if t.state in _WAITS]
    sessions = {ticket.session_id: ticket.session for ticket in tickets}
    lines = {pk: line_of(session, at=at) for pk, session in sessions.items()}
    sayings = [
        replace(about(template, t, t.session, _range(lines[t.session_id], t)), answers=t.booked_at)
        for t in tickets
    ]
    return say(sayings, urgency=Urgency.NORMAL, at=at)


def _range(line: Line, ticket: Ticket) -> Write:
    standing = line.standing_of(ticket)
    return lambda language: range_facts(standing, line.session, language)


def _may_be_near(ticket: Ticket, line: Line) -> bool:
    """Here, or booked and still in time; who is late already has heard it."""
    if ticket.person_id is None or ticket.told_near:
        return False
    in_time = ticket.state == TicketState.BOOKED and not line.is_late(ticket.number)
    return in_time or ticket.state == TicketState.PRESENT


def _how_near(ahead: int) -> Write:
    return lambda _: {"ahead": ahead}


def _again(ticket: Ticket) -> Write:
    return lambda _: again_facts(ticket.session, ticket.person_id or 0)


def _for_watcher(session: PracticeSession, person_id: int) -> Write:
    return lambda language: {
        **session_facts(session, language),
        **again_facts(session, person_id),
    }


def _new_range(line: Line, ticket: Ticket, minutes: int) -> Write:
    standing = line.standing_of(ticket)
    return lambda language: {
        **range_facts(standing, line.session, language),
        "minutes": minutes,
    }


def about(
    template: str,
    ticket: Ticket,
    session: PracticeSession,
    more: Write,
    *,
    moment: datetime | None = None,
) -> Saying:
    """Something about a ticket, said once; with a moment, once for each."""
    when = f":{int(moment.timestamp())}" if moment else ""
    return Saying(
        template,
        ticket.person_id or 0,
        session,
        f"queue.{template}:{ticket.pk}{when}",
        lambda language: {**ticket_facts(ticket, session, language), **more(language)},
    )


def say(sayings: Sequence[Saying], *, at: datetime, urgency: Urgency | None = None) -> int:
    """One message row each, in one statement; returns how many were said."""
    ids = {saying.person_id for saying in sayings if saying.person_id}
    if not ids:
        return 0
    recipients = members_read.recipients_of(ids)
    people = members_read.standings_of(ids, viewer=SPEAKER, on=day_of(at))
    notices = [
        _notice(
            saying,
            recipients[saying.person_id],
            name=first_name(people[saying.person_id].full_name),
            urgency=urgency or _urgency(saying.session, at),
            at=at,
        )
        for saying in sayings
        if saying.person_id in recipients
    ]
    return len(notifications.tell_all(notices, by=SPEAKER, at=at))


def _notice(saying: Saying, to: Recipient, *, name: str, urgency: Urgency, at: datetime) -> Notice:
    facts = {**saying.write(to.language), "name": name}
    ends_soon = saying.session.ends_at - at < _LONG and saying.template not in ("near", "next")
    return Notice(
        to=to,
        template=f"queue/messages/{saying.template}.txt",
        data={parameter: facts[parameter] for parameter in PARAMETERS[saying.template]},
        urgency=urgency,
        key=saying.key,
        until=saying.session.ends_at if ends_soon and saying.session.ends_at > at else None,
        answers=saying.answers,
    )


def _urgency(session: PracticeSession, at: datetime) -> Urgency:
    """What concerns today or tomorrow also passes quiet hours."""
    return Urgency.TURN if session.starts_at - at <= _SOON else Urgency.NORMAL
