"""Reads of the queue, scoped by who may see."""

from titian.queue.selectors.board import board, board_key
from titian.queue.selectors.counter import (
    counter,
    session_at_desk,
    sessions_at_desk,
    sessions_left_open,
)
from titian.queue.selectors.held import HELD
from titian.queue.selectors.line import line_of
from titian.queue.selectors.places import open_places, place, place_code, suggestion
from titian.queue.selectors.tickets import (
    held,
    open_tickets,
    own_ticket_ids,
    ticket_for,
    ticket_view,
)

__all__ = [
    "HELD",
    "board",
    "board_key",
    "counter",
    "held",
    "line_of",
    "open_places",
    "open_tickets",
    "own_ticket_ids",
    "place",
    "place_code",
    "session_at_desk",
    "sessions_at_desk",
    "sessions_left_open",
    "suggestion",
    "ticket_for",
    "ticket_view",
]
