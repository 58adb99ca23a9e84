"""Sessions, holds, tickets and their history; and what concerns a facility's own system."""

from titian.queue.models.hours import ProposedHours
from titian.queue.models.outside import (
    Errand,
    LineHealth,
    Oddity,
    Outage,
    OutsideTicket,
    TaskTime,
)
from titian.queue.models.parameters import Parameter
from titian.queue.models.sessions import PracticeSession
from titian.queue.models.tickets import DayClaim, Hold, Ticket, TicketEvent, Watch

__all__ = [
    "DayClaim",
    "Errand",
    "Hold",
    "LineHealth",
    "Oddity",
    "Outage",
    "OutsideTicket",
    "Parameter",
    "PracticeSession",
    "ProposedHours",
    "TaskTime",
    "Ticket",
    "TicketEvent",
    "Watch",
]
