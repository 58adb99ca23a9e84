"""Reads of the queue, scoped by who may see."""

from titian.queue.rules.outside import clinic_code
from titian.queue.selectors.appointments import appointments, find_appointment
from titian.queue.selectors.board import board, board_key
from titian.queue.selectors.counter import (
    counter,
    session_at_desk,
    sessions_at_desk,
    sessions_left_open,
)
from titian.queue.selectors.held import HELD
from titian.queue.selectors.line import line_of
from titian.queue.selectors.outside import (
    asking,
    askings,
    links_of_receipts,
    outside_view,
    proposal,
    proposals,
    reconciliation,
    reported_facilities,
    sent_rows,
    task_lines,
    waiting_times,
)
from titian.queue.selectors.papers import has_lost_paper, with_numbers
from titian.queue.selectors.places import open_places, place, place_code, suggestion
from titian.queue.selectors.tickets import (
    facility_of_ticket,
    held,
    open_tickets,
    own_ticket_ids,
    ticket_for,
    ticket_view,
    tickets_ahead,
)
from titian.queue.selectors.visiting import Turn, find_turn, find_turn_of, turns_of_day

__all__ = [
    "HELD",
    "Turn",
    "appointments",
    "asking",
    "askings",
    "board",
    "board_key",
    "clinic_code",
    "counter",
    "facility_of_ticket",
    "find_appointment",
    "find_turn",
    "find_turn_of",
    "has_lost_paper",
    "held",
    "line_of",
    "links_of_receipts",
    "open_places",
    "open_tickets",
    "outside_view",
    "own_ticket_ids",
    "place",
    "place_code",
    "proposal",
    "proposals",
    "reconciliation",
    "reported_facilities",
    "sent_rows",
    "session_at_desk",
    "sessions_at_desk",
    "sessions_left_open",
    "suggestion",
    "task_lines",
    "ticket_for",
    "ticket_view",
    "tickets_ahead",
    "turns_of_day",
    "waiting_times",
    "with_numbers",
]
