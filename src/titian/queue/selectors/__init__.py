"""Reads of the queue, scoped by who may see."""

from titian.queue.selectors.places import open_places, place, suggestion
from titian.queue.selectors.tickets import held, open_tickets, ticket_for, ticket_view

__all__ = [
    "held",
    "open_places",
    "open_tickets",
    "place",
    "suggestion",
    "ticket_for",
    "ticket_view",
]
