"""What messages are about. For our own processes: nothing here is shown to a viewer."""

from collections.abc import Collection
from datetime import datetime

from titian.queue.models import PracticeSession, Ticket
from titian.queue.selectors.places import open_places, place
from titian.queue.types import OpenPlace, SessionState, TicketState

_LABELS = ("facility", "service", "practitioner")
_SESSION_LABELS = tuple(f"session__{label}" for label in _LABELS)
_OFFERED = 3


def tickets_with_sessions(ticket_ids: Collection[int]) -> list[Ticket]:
    """Tickets of persons; who has only a name is not among them: they are told at the desk."""
    found = Ticket.objects.filter(pk__in=ticket_ids, person__isnull=False)
    return list(
        found.select_related("session", "outside", *_SESSION_LABELS)
        .defer("name_given")
        .order_by("id")
    )


def cancelled_with_session(session_id: int, cancelled_at: datetime) -> list[Ticket]:
    """Tickets that ended because their session was cancelled, not those given back before."""
    found = Ticket.objects.filter(
        session_id=session_id,
        state=TicketState.CANCELLED,
        ended_at=cancelled_at,
        person__isnull=False,
    )
    return list(found.select_related("session", *_SESSION_LABELS).defer("name_given"))


def coming_session(
    session_id: int, *, at: datetime, with_place: bool = False
) -> PracticeSession | None:
    """An open session that is not over, if asked only with a place left."""
    found = PracticeSession.objects.filter(
        pk=session_id, state=SessionState.OPEN, ends_at__gt=at
    ).select_related(*_LABELS)
    session = found.first()
    if session is not None and with_place and place(session_id, at=at).left < 1:
        return None
    return session


def next_places(session: PracticeSession, *, at: datetime) -> list[OpenPlace]:
    """The next open places of the same service here."""
    found = open_places(facility_id=session.facility_id, service_id=session.service_id, at=at)
    return [p for p in found if p.left > 0 and p.session_id != session.pk][:_OFFERED]
