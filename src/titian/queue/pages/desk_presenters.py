"""What the counter's pages show, ready to be written down."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import segno

from titian.kernel.actors import Actor
from titian.queue import selectors as queue_read
from titian.queue.models import PracticeSession
from titian.queue.rules.keeping import DESK
from titian.queue.selectors.counter import Counter, Row
from titian.queue.types import SessionState, TicketView


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the list with the minutes since somebody came."""

    row: Row
    minutes: int | None


@dataclass(frozen=True, slots=True)
class CounterPage:
    counter: Counter
    desk: int | None
    waiting: list[Waiting]
    absent: list[Waiting]
    elsewhere: list[Waiting]
    added: Row | None
    serving_minutes: int | None
    pace: int | None
    key: UUID

    @property
    def is_open(self) -> bool:
        return self.counter.session.state == SessionState.OPEN


@dataclass(frozen=True, slots=True)
class DayPage:
    """The sessions of one day at the viewer's desks, and the days beside it."""

    day: date
    today: date
    before: date
    after: date
    sessions: list[PracticeSession]
    facilities: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Slip:
    """A ticket on 58 mm of paper; the range only while it is still to come."""

    view: TicketView
    qr: str


def counter_page(
    session_id: int, *, desk: int | None, added: str, viewer: Actor, at: datetime
) -> CounterPage:
    counter = queue_read.counter(session_id, desk=desk, viewer=viewer, at=at)
    everybody = [*counter.waiting, *counter.elsewhere]
    return CounterPage(
        counter=counter,
        desk=desk,
        waiting=[_waiting(row, at) for row in counter.waiting],
        absent=[_waiting(row, at) for row in counter.absent],
        elsewhere=[_waiting(row, at) for row in counter.elsewhere],
        added=next((row for row in everybody if added and row.code == added), None),
        serving_minutes=_minutes(counter.served.called_at, at) if counter.served else None,
        pace=None if counter.pace_minutes is None else round(counter.pace_minutes),
        key=uuid4(),
    )


def day_page(wanted: date | None, *, code: str, viewer: Actor, today: date) -> DayPage:
    """All desks of the viewer, or those of one facility. Raises `NotAtThisDesk`."""
    day = wanted or today
    found = queue_read.sessions_at_desk(viewer=viewer, on=day)
    sessions = [s for s in found if code in ("", s.facility.code)]
    names = {s.facility.code: s.facility.name for s in sessions}
    codes = {g.scope.code for g in viewer.grants if g.role == DESK and g.scope.code}
    wanted_codes = {c for c in codes if code in ("", c)} | set(names)
    return DayPage(
        day=day,
        today=today,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        sessions=sessions,
        facilities=sorted((c, names.get(c, c)) for c in wanted_codes),
    )


def slip_of(code: str, *, viewer: Actor, at: datetime) -> Slip:
    ticket = queue_read.ticket_for(code, viewer=viewer, at=at)
    view = queue_read.ticket_view(ticket, at=at)
    qr = segno.make(view.code, micro=False).svg_inline(border=0, omitsize=True)
    return Slip(view, qr)


def _waiting(row: Row, at: datetime) -> Waiting:
    return Waiting(row, None if row.since is None else _minutes(row.since, at))


def _minutes(since: datetime, at: datetime) -> int:
    return max(0, int((at - since).total_seconds() // 60))
