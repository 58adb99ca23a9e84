"""What the queue does because time passed."""

from titian.queue.tasks.calendar import close, plan, purge
from titian.queue.tasks.errands import apply_hours, carry, look, tell_waiting

__all__ = ["apply_hours", "carry", "close", "look", "plan", "purge", "tell_waiting"]
