"""A referral or control letter was taken back: who holds a number with it learns what to do."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from titian.queue.selectors.papers import has_lost_paper, tickets_at_hospitals
from titian.queue.services.telling import about, say
from titian.queue.types import TicketState

_WAITS = (TicketState.BOOKED, TicketState.PRESENT, TicketState.SKIPPED)


@transaction.atomic
def tell_paper_withdrawn(*, number: str, person_id: int, at: datetime) -> int:
    """The ticket stays, the care is not covered with it: once for each ticket and paper."""
    sayings = [
        replace(
            about("paper_withdrawn", ticket, ticket.session, lambda _: {}),
            key=f"queue.paper_withdrawn:{ticket.pk}:{number}",
        )
        for ticket in tickets_at_hospitals(person_id)
        if ticket.state in _WAITS and ticket.session.ends_at > at and has_lost_paper(ticket, number)
    ]
    return say(sayings, at=at)
