"""Sessions, holds, tickets and their history."""

from titian.queue.models.parameters import Parameter
from titian.queue.models.sessions import PracticeSession
from titian.queue.models.tickets import DayClaim, Hold, Ticket, TicketEvent, Watch

__all__ = ["DayClaim", "Hold", "Parameter", "PracticeSession", "Ticket", "TicketEvent", "Watch"]
