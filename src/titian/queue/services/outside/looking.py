"""How the line stands at a facility that keeps it: asked now and then for who waits today."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from titian.members import selectors as members_read
from titian.notifications.types import Urgency
from titian.queue.models import OutsideTicket
from titian.queue.ports import FacilityRefuses, Known, NotKnown, NotOffered, NotReached
from titian.queue.selectors.notices import tickets_with_sessions
from titian.queue.services.marking import mark_near
from titian.queue.services.outside.carrying import BY, Clock, queue_of
from titian.queue.services.outside.health import note_failure, note_heard
from titian.queue.services.telling import NEAR, about, say

EVERY = timedelta(seconds=60)
_BEFORE = timedelta(hours=2)
_AT_ONCE = 12

_DUE = """
UPDATE queue_outside o SET looked_at = %(at)s WHERE ticket_id IN (
  SELECT o.ticket_id FROM queue_outside o JOIN queue_ticket t ON t.id = o.ticket_id
  JOIN queue_session s ON s.id = t.session_id
  WHERE s.starts_at < %(soon)s AND s.ends_at > %(past)s AND o.by_member
  AND t.state IN ('booked', 'present', 'skipped')
  AND (o.looked_at IS NULL OR o.looked_at <= %(old)s)
  AND NOT EXISTS (SELECT 1 FROM queue_line_health h WHERE h.facility_id = o.facility_id
    AND h.failing_since IS NOT NULL)
  ORDER BY o.looked_at NULLS FIRST LIMIT %(limit)s FOR UPDATE OF o SKIP LOCKED)
RETURNING ticket_id
"""


def claim_looks(*, at: datetime) -> list[int]:
    """Tickets whose line is looked at now; marked before it is asked, so that one worker does."""
    given: dict[str, int | datetime] = {
        "at": at, "soon": at + _BEFORE, "past": at - _BEFORE, "old": at - EVERY, "limit": _AT_ONCE,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_DUE, given)
        return [pk for (pk,) in cursor.fetchall()]


def look(ticket_id: int, *, clock: Clock) -> None:
    """Ask how many are before somebody, and tell them when it is nearly their turn."""
    row = OutsideTicket.objects.select_related("ticket__session__service").get(pk=ticket_id)
    line = queue_of(row.facility_id)
    if line is None:
        return
    session = row.ticket.session
    card = ""
    if row.ticket.person_id is not None:
        card = members_read.patient(row.ticket.person_id, viewer=BY, at=clock()).card_number
    try:
        left = line.left(Known(row.booking_code, card, session.service.code, session.date))
    except (NotReached, NotKnown) as error:
        note_failure(facility_id=row.facility_id, why=str(error), at=clock())
        return
    except (FacilityRefuses, NotOffered):
        return
    note_heard(facility_id=row.facility_id, at=clock())
    _keep(row, left.remaining, left.called, at=clock())


@transaction.atomic
def _keep(row: OutsideTicket, remaining: int, called: str, *, at: datetime) -> None:
    """`sisaantrean` counts the person as well: before them is one less."""
    ahead = max(remaining - 1, 0)
    OutsideTicket.objects.filter(pk=row.pk).update(
        remaining=ahead, called_label=called[:20], looked_at=at
    )
    if ahead > NEAR or row.ticket.session.starts_at > at + timedelta(minutes=30):
        return
    marked = mark_near([row.pk])
    sayings = [
        about("near" if ahead else "next", t, t.session, lambda _: {"ahead": ahead})
        for t in tickets_with_sessions(marked)
    ]
    say(sayings, urgency=Urgency.TURN, at=at)
