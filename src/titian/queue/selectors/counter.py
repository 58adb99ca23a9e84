"""What the counter's screen shows: the line in calling order, and who is being served here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from statistics import mean

from django.db.models import Q

from titian.kernel.actors import Actor
from titian.kernel.scopes import EVERYWHERE
from titian.kernel.text import masked_name
from titian.members import selectors as members_read
from titian.members.types import Standing
from titian.queue.errors import NotAtThisDesk, SessionUnknown
from titian.queue.models import PracticeSession, Ticket, TicketEvent
from titian.queue.rules.keeping import DESK, REVERTIBLE, UNDO_WITHIN, keeps_desk
from titian.queue.selectors.line import COUNTED, Line
from titian.queue.selectors.tickets import label_of
from titian.queue.types import (
    Action,
    Payer,
    Priority,
    Series,
    SessionState,
    TicketState,
)

_LABELS = ("facility", "service", "practitioner")
_MOST_SESSIONS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One waiting person as a list may show them: the name masked."""

    ticket_id: int
    code: str
    label: str
    name: str
    state: TicketState
    since: datetime | None
    desk: int | None
    priority: Priority
    payer: Payer
    emergency: bool
    walked_in: bool
    named_only: bool


@dataclass(frozen=True, slots=True)
class Served:
    """The person at this counter, with the full name: seeing it is part of the call, which is
    in the audit."""

    row: Row
    full_name: str
    age: int | None
    standing: Standing | None
    called_at: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """The viewer's own last act, while it can be taken back."""

    action: Action
    label: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Counter:
    session: PracticeSession
    served: Served | None
    waiting: list[Row]
    absent: list[Row]
    elsewhere: list[Row]
    undoable: Done | None
    pace_minutes: float | None
    ends_about: datetime
    seen_at: datetime

    @property
    def taken(self) -> int:
        session = self.session
        return session.used_bookable + session.used_counter + session.used_reserve

    @property
    def places(self) -> int:
        return self.session.bookable + self.session.counter + self.session.reserve

    @property
    def missed(self) -> int:
        """Called and not there."""
        return sum(1 for row in self.absent if row.state is TicketState.SKIPPED)

    @property
    def nameless(self) -> int:
        """Waiting people without a number of the scheme: no message reaches them."""
        return sum(1 for row in (*self.waiting, *self.absent) if row.named_only)

    @property
    def told_when_cancelled(self) -> int:
        """How many live tickets a cancelled session would end."""
        return len(self.waiting) + len(self.absent)


def session_at_desk(session_id: int, *, viewer: Actor) -> PracticeSession:
    """A session for who keeps its desk. Raises `SessionUnknown` or `NotAtThisDesk`."""
    found = PracticeSession.objects.filter(pk=session_id).select_related(*_LABELS).first()
    if found is None:
        raise SessionUnknown
    if not keeps_desk(viewer, found.facility.code):
        raise NotAtThisDesk
    return found


def counter(session_id: int, *, desk: int | None, viewer: Actor, at: datetime) -> Counter:
    """The whole screen in four statements."""
    session = session_at_desk(session_id, viewer=viewer)
    tickets = list(Ticket.objects.filter(session=session, state__in=COUNTED))
    line = Line(session, tickets, at)
    people = _people(tickets, session, viewer, at)
    rows = {t.pk: _row(t, session, people.get(t.person_id or 0)) for t in tickets}
    present = [rows[w.ticket] for w in line.in_calling_order]
    called = [t for t in tickets if t.state == TicketState.CALLED]
    here = next((t for t in called if desk is not None and t.desk == desk), None)
    return Counter(
        session=session,
        served=_served(here, rows, people, session, at),
        waiting=present,
        absent=_absent(tickets, rows),
        elsewhere=[rows[t.pk] for t in called if t is not here],
        undoable=_undoable(session, rows, viewer, at),
        pace_minutes=_pace(tickets),
        ends_about=line.standing_of_newcomer().latest,
        seen_at=at,
    )


def sessions_at_desk(*, viewer: Actor, on: date) -> list[PracticeSession]:
    """The day's sessions of every facility whose desk the viewer keeps; one statement. Raises
    `NotAtThisDesk` for who keeps none.
    """
    scopes = [grant.scope for grant in viewer.grants if grant.role == DESK]
    if not scopes:
        raise NotAtThisDesk
    reach = Q(facility__code__in=[scope.code for scope in scopes if scope.kind == "facility"])
    if any(scope.kind == EVERYWHERE for scope in scopes):
        reach = Q()
    found = PracticeSession.objects.filter(reach, date=on).select_related(*_LABELS)
    return list(found.order_by("facility__name", "starts_at", "letter", "id")[:_MOST_SESSIONS])


def sessions_left_open(*, ended_before: datetime) -> list[int]:
    """Sessions long over that nobody closed, and cancelled ones with somebody still served."""
    left = Q(state=SessionState.OPEN) | Q(
        state=SessionState.CANCELLED, tickets__state=TicketState.CALLED
    )
    found = PracticeSession.objects.filter(left, ends_at__lt=ended_before).order_by("ends_at", "id")
    return list(found.values_list("pk", flat=True).distinct()[:_MOST_SESSIONS])


def _people(
    tickets: Collection[Ticket], session: PracticeSession, viewer: Actor, at: datetime
) -> Mapping[int, Standing]:
    ids = {t.person_id for t in tickets if t.person_id and t.state != TicketState.DONE}
    if not ids:
        return {}
    return members_read.standings_of(ids, viewer=viewer, on=session.local_date(at))


def _row(ticket: Ticket, session: PracticeSession, standing: Standing | None) -> Row:
    return Row(
        ticket_id=ticket.pk,
        code=ticket.code,
        label=label_of(session.letter, ticket.series, ticket.number),
        name=masked_name(_full_name(ticket, standing)),
        state=TicketState(ticket.state),
        since=ticket.arrived_at,
        desk=ticket.desk,
        priority=Priority(ticket.priority),
        payer=Payer(ticket.payer),
        emergency=ticket.series == Series.EMERGENCY,
        walked_in=ticket.arrived_at == ticket.booked_at,
        named_only=ticket.person_id is None,
    )


def _full_name(ticket: Ticket, standing: Standing | None) -> str:
    return standing.full_name if standing else (ticket.name_given or "")


def _served(
    ticket: Ticket | None,
    rows: Mapping[int, Row],
    people: Mapping[int, Standing],
    session: PracticeSession,
    at: datetime,
) -> Served | None:
    if ticket is None or ticket.called_at is None:
        return None
    standing = people.get(ticket.person_id or 0)
    return Served(
        row=rows[ticket.pk],
        full_name=_full_name(ticket, standing),
        age=standing.age_on(session.local_date(at)) if standing else None,
        standing=standing,
        called_at=ticket.called_at,
    )


def _absent(tickets: Collection[Ticket], rows: Mapping[int, Row]) -> list[Row]:
    """Booked and not here yet, then those who were called in vain; each by number."""
    order = (TicketState.BOOKED, TicketState.SKIPPED)
    away = [t for t in tickets if t.state in order]
    away.sort(key=lambda t: (t.state == TicketState.SKIPPED, t.number))
    return [rows[t.pk] for t in away]


def _undoable(
    session: PracticeSession, rows: Mapping[int, Row], viewer: Actor, at: datetime
) -> Done | None:
    last = (
        TicketEvent.objects.filter(
            session_id=session.pk,
            by=viewer.ref,
            action__in=[*REVERTIBLE, Action.UNDO],
            at__gt=at - UNDO_WITHIN,
        )
        .order_by("-at", "-id")
        .first()
    )
    if last is None or last.action == Action.UNDO or last.ticket_id not in rows:
        return None
    return Done(Action(last.action), rows[last.ticket_id].label, last.at)


def _pace(tickets: Collection[Ticket]) -> float | None:
    minutes = [
        (t.ended_at - t.called_at).total_seconds() / 60
        for t in tickets
        if t.state == TicketState.DONE and t.called_at and t.ended_at
    ]
    return mean(minutes) if minutes else None
