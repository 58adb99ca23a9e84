"""Requests to change: asked, decided by a rule or an officer, effective on their day."""

from titian.members.services.requests.applying import apply_due_requests
from titian.members.services.requests.asking import ask, mend
from titian.members.services.requests.deciding import claim_next, decide, release_case
from titian.members.services.requests.ending import confirm, undo, withdraw
from titian.members.services.requests.papers import forget_papers, keep_paper
from titian.members.services.requests.reminding import remind_of_nik

__all__ = [
    "apply_due_requests",
    "ask",
    "claim_next",
    "confirm",
    "decide",
    "forget_papers",
    "keep_paper",
    "mend",
    "release_case",
    "remind_of_nik",
    "undo",
    "withdraw",
]
