"""What the queue holds about a person."""

from django.db.models import Q

from titian.platform.db.personal import Holding, Kept
from titian.queue.models import (
    DayClaim,
    Errand,
    Hold,
    OutsideTicket,
    Ticket,
    TicketEvent,
    Watch,
)

_PLACE = ("session__facility__name", "session__service__name", "session__starts_at")

HELD = (
    Holding(Ticket, lambda whose: Q(person=whose.person_id), Kept.CARE, also=_PLACE),
    Holding(TicketEvent, lambda whose: Q(ticket__person=whose.person_id), Kept.CARE),
    Holding(OutsideTicket, lambda whose: Q(ticket__person=whose.person_id), Kept.CARE),
    Holding(Errand, lambda whose: Q(person=whose.person_id), Kept.CARE, also=_PLACE),
    Holding(DayClaim, lambda whose: Q(person=whose.person_id), Kept.CARE),
    Holding(Hold, lambda whose: Q(person=whose.person_id), Kept.BRIEFLY, also=_PLACE),
    Holding(Watch, lambda whose: Q(person=whose.person_id), Kept.OPTIONAL, also=_PLACE),
)
