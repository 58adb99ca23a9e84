"""Requests to change: asked, decided by a rule or an officer, effective on their day."""

from titian.members.services.requests.applying import apply_due_requests
from titian.members.services.requests.asking import ask, mend
from titian.members.services.requests.deciding import claim_next, decide, release_case
from titian.members.services.requests.ending import confirm, undo, undo_by_link, withdraw
from titian.members.services.requests.lateness import tell_late
from titian.members.services.requests.papers import forget_papers, keep_paper
from titian.members.services.requests.preparing import forget_prepared, prepare
from titian.members.services.requests.reminding import remind_of_nik

__all__ = [
    "apply_due_requests",
    "ask",
    "claim_next",
    "confirm",
    "decide",
    "forget_papers",
    "forget_prepared",
    "keep_paper",
    "mend",
    "prepare",
    "release_case",
    "remind_of_nik",
    "tell_late",
    "undo",
    "undo_by_link",
    "withdraw",
]
