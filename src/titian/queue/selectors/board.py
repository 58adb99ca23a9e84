"""The public display board: numbers and counters, never a name."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from zoneinfo import ZoneInfo

from titian.facilities import selectors as facilities_read
from titian.facilities.types import FacilityView
from titian.kernel.periods import day_of
from titian.platform.db.sealing import blind_index
from titian.queue.models import PracticeSession, Ticket, TicketEvent
from titian.queue.selectors.line import COUNTED, Line
from titian.queue.selectors.places import place_code
from titian.queue.selectors.tickets import label_of
from titian.queue.types import Action, SessionState, TicketState

CALLS, NEXT = 6, 6
_FRESH = timedelta(seconds=90)
_KEY_BYTES = 8


@dataclass(frozen=True, slots=True)
class BoardCall:
    """One call, or one repeated: `event_id` is new each time, so that the voice says it."""

    event_id: int
    label: str
    service_name: str
    practitioner_name: str
    desk: int | None
    fresh: bool


@dataclass(frozen=True, slots=True)
class Board:
    """`place_code` only for a screen inside the facility: who types it is there."""

    facility: FacilityView
    calls: Sequence[BoardCall]
    next: Sequence[str]
    place_code: str
    seen_at: datetime


def board(facility_code: str, *, key: str, at: datetime) -> Board:
    """What hangs on the wall now, in four statements. Raises `FacilityUnknown`."""
    facility = facilities_read.facility_by_code(facility_code)
    today = day_of(at, ZoneInfo(facility.timezone))
    sessions = {
        session.pk: session
        for session in PracticeSession.objects.filter(facility_id=facility.id, date=today)
        .exclude(state=SessionState.CLOSED)
        .select_related("service", "practitioner")
        .order_by("starts_at", "letter")
    }
    inside = key == board_key(facility_code)
    return Board(
        facility=facility,
        calls=_calls(sessions, at),
        next=_next(sessions, at),
        place_code=place_code(facility_code, today) if inside else "",
        seen_at=at,
    )


def board_key(facility_code: str) -> str:
    """What the address of a screen inside the facility carries and nobody can guess."""
    return blind_index("board", facility_code)[:_KEY_BYTES].hex()


def _calls(sessions: dict[int, PracticeSession], at: datetime) -> list[BoardCall]:
    """Those at the counters, the latest called first; a person counts once."""
    said = (
        TicketEvent.objects.filter(
            session_id__in=sessions,
            action__in=(Action.CALL, Action.RECALL),
            ticket__state=TicketState.CALLED,
        )
        .select_related("ticket")
        .defer("ticket__name_given")
        .order_by("-id")[: CALLS * 4]
    )
    latest: dict[int, BoardCall] = {}
    for event in said:
        session = sessions[event.session_id]
        ticket = event.ticket
        label = label_of(session.letter, ticket.series, ticket.number)
        call = BoardCall(
            event_id=event.pk,
            label=label,
            service_name=session.service.name,
            practitioner_name=session.practitioner.name,
            desk=ticket.desk,
            fresh=at - event.at < _FRESH,
        )
        latest.setdefault(ticket.pk, call)
    return list(latest.values())[:CALLS]


def _next(sessions: dict[int, PracticeSession], at: datetime) -> list[str]:
    """The next ones of each session in turn: A, B, C, A, B …"""
    lines: dict[int, list[Ticket]] = defaultdict(list)
    tickets = Ticket.objects.filter(session_id__in=sessions, state__in=COUNTED)
    for ticket in tickets.defer("name_given"):
        lines[ticket.session_id].append(ticket)
    rows = [_labels(sessions[pk], lines[pk], at) for pk in sessions if lines[pk]]
    return [label for label in chain(*zip_longest(*rows)) if label][:NEXT]


def _labels(session: PracticeSession, tickets: list[Ticket], at: datetime) -> list[str]:
    line = Line(session, tickets, at)
    by_id = {ticket.pk: ticket for ticket in tickets}
    order = [by_id[each.ticket] for each in line.in_calling_order[:NEXT]]
    return [label_of(session.letter, ticket.series, ticket.number) for ticket in order]
