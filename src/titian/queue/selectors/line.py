"""One session's line at a moment: who is here, who is before whom, when each is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from titian.queue.models import PracticeSession, Ticket
from titian.queue.rules.calling import RECEIPT_PERIOD, Call, Lane, Waiting, came_late, line
from titian.queue.rules.estimate import Ahead, Forecast, Place, Progress, aheads
from titian.queue.selectors.habits import habit_of
from titian.queue.selectors.parameters import receipt_one_in
from titian.queue.types import Part, Priority, Series, TicketState

_NEWCOMER = 0  # stands for whoever takes the next number
_BY_WHO_THEY_ARE = (Priority.ELDER, Priority.PREGNANT, Priority.DISABLED)
_WAITING = (TicketState.BOOKED, TicketState.PRESENT, TicketState.SKIPPED)
COUNTED = (
    TicketState.BOOKED,
    TicketState.PRESENT,
    TicketState.CALLED,
    TicketState.DONE,
    TicketState.SKIPPED,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one waiting ticket stands: people before it, and the range for being called."""

    ahead: int
    earliest: datetime
    latest: datetime


@dataclass(frozen=True)
class Line:
    """A session and its tickets as they were at one moment; everything else follows."""

    session: PracticeSession
    tickets: Sequence[Ticket]
    at: datetime

    def standing_of(self, ticket: Ticket) -> Standing:
        """For a ticket of this line that waits (booked, present or skipped)."""
        return self._standings[ticket.pk]

    def standing_of_newcomer(self) -> Standing:
        """For whoever takes the next number now."""
        return self._standings[_NEWCOMER]

    @cached_property
    def _standings(self) -> dict[int, Standing]:
        """Everybody's standing, from one walk along the line with those to come as if here."""
        places = {t.pk: self._place_of(t) for t in self.tickets if t.state in _WAITING}
        newcomer = Waiting(ticket=_NEWCOMER, number=self.session.last_number + 1)
        everybody = [self._as_waiting(t) for t in self.tickets if t.pk in places]
        ordered = line([*everybody, newcomer], self.calls, receipt_every=self.receipt_every)
        here = [places.get(each.ticket, (Place.PRESENT, False)) for each in ordered]
        return {
            each.ticket: self._standing(ahead)
            for each, ahead in zip(ordered, aheads(here), strict=True)
        }

    def _standing(self, ahead: Ahead) -> Standing:
        when = self._forecast.range_for(ahead)
        return Standing(ahead.present + ahead.expected, when.earliest, when.latest)

    def _place_of(self, ticket: Ticket) -> tuple[Place, bool]:
        priority = ticket.priority != Priority.NONE
        if ticket.state == TicketState.PRESENT:
            return Place.PRESENT, priority
        late = ticket.state == TicketState.SKIPPED or self.is_late(ticket.number)
        return (Place.OVERDUE if late else Place.EXPECTED), priority

    @cached_property
    def waiting(self) -> list[Waiting]:
        """Everybody who is here and not yet called."""
        return [self._as_waiting(t) for t in self.tickets if t.state == TicketState.PRESENT]

    @cached_property
    def in_calling_order(self) -> list[Waiting]:
        return line(self.waiting, self.calls, receipt_every=self.receipt_every)

    @cached_property
    def receipt_every(self) -> int:
        """Of how many calls one may go to a receipt; read only where somebody has one."""
        if not any(t.priority == Priority.RECEIPT for t in self.tickets):
            return RECEIPT_PERIOD
        return receipt_one_in(self.session, at=self.at)

    @cached_property
    def calls(self) -> list[Call]:
        """The calls of this session that were not undone, oldest first."""
        return [Call(Lane(t.lane)) for t in self._called]

    @cached_property
    def highest_called(self) -> int:
        """The highest number that was called in turn; who is below it and absent is overdue."""
        return max((t.number for t in self._called if t.lane == Lane.NUMBER), default=0)

    def is_late(self, number: int) -> bool:
        return came_late(number, self.highest_called)

    @cached_property
    def _called(self) -> list[Ticket]:
        called = [t for t in self.tickets if t.call_number is not None and t.lane]
        return sorted(called, key=lambda t: t.call_number or 0)

    @cached_property
    def _forecast(self) -> Forecast:
        return Forecast(self._progress, self.at)

    @property
    def _progress(self) -> Progress:
        session = self.session
        serving = [t for t in self.tickets if t.state == TicketState.CALLED and t.called_at]
        done = [t for t in self._called if t.state == TicketState.DONE]
        turn_came = [
            t for t in self.tickets
            if t.part == Part.BOOKABLE and 0 < t.number <= self.highest_called
        ]  # fmt: skip
        return Progress(
            habit=habit_of(session),
            planned_start=session.starts_at,
            started_at=session.first_called_at,
            delay_minutes=session.delay_minutes,
            counters=max(1, len(serving)),
            served_seconds=[
                (t.ended_at - t.called_at).total_seconds()
                for t in done
                if t.ended_at and t.called_at
            ],
            serving_seconds=[
                (self.at - t.called_at).total_seconds() for t in serving if t.called_at
            ],
            came=sum(1 for t in turn_came if t.arrived_at is not None),
            missed=sum(1 for t in turn_came if t.state == TicketState.BOOKED),
        )

    def _as_waiting(self, ticket: Ticket) -> Waiting:
        late_at = ticket.late_at_call
        if late_at is None and ticket.state != TicketState.PRESENT and self.is_late(ticket.number):
            late_at = self.session.calls
        return Waiting(
            ticket=ticket.pk,
            number=ticket.number,
            emergency=ticket.series == Series.EMERGENCY,
            priority=ticket.priority in _BY_WHO_THEY_ARE and ticket.state == TicketState.PRESENT,
            receipt=ticket.priority == Priority.RECEIPT and ticket.state == TicketState.PRESENT,
            let_pass=None if late_at is None else self.session.calls - late_at,
        )


def line_of(session: PracticeSession, *, at: datetime) -> Line:
    """Read a session's line (one statement)."""
    tickets = Ticket.objects.filter(session=session, state__in=COUNTED).defer("name_given")
    return Line(session, list(tickets), at)
