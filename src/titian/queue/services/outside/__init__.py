"""What goes between us and a facility that keeps its line in its own system."""

from titian.queue.services.outside.asking import ask_outside, ask_to
from titian.queue.services.outside.carrying import carry as carry_errand
from titian.queue.services.outside.carrying import offered_by
from titian.queue.services.outside.claiming import claim_errands
from titian.queue.services.outside.deciding import decide_hours
from titian.queue.services.outside.hours import apply_hours, propose_hours
from titian.queue.services.outside.looking import claim_looks
from titian.queue.services.outside.looking import look as look_at_line
from titian.queue.services.outside.sent import note_refused, take_sent
from titian.queue.services.outside.steps import cancel_sent, note_pharmacy, note_task
from titian.queue.services.outside.telling import (
    tell_outside_given,
    tell_outside_refused,
    tell_waiting,
)

__all__ = [
    "apply_hours",
    "ask_outside",
    "ask_to",
    "cancel_sent",
    "carry_errand",
    "claim_errands",
    "claim_looks",
    "decide_hours",
    "look_at_line",
    "note_pharmacy",
    "note_refused",
    "note_task",
    "offered_by",
    "propose_hours",
    "take_sent",
    "tell_outside_given",
    "tell_outside_refused",
    "tell_waiting",
]
