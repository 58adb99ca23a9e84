"""Reads of requests to change: what may be asked, what was, and what waits for an officer."""

from titian.members.selectors.requests.cases import (
    case,
    paper,
    require_deciding,
    stuck,
    why_not,
    within_reach,
    work_list,
)
from titian.members.selectors.requests.facts import Subject, subject_facts, subjects_facts
from titian.members.selectors.requests.offers import offer, offers
from titian.members.selectors.requests.prepared import find_prepared
from titian.members.selectors.requests.seeing import asker_block, askers_of, asking_for, may_end
from titian.members.selectors.requests.undoing import (
    request_of_token,
    undo_token,
    undo_view,
    undone_by_link,
)
from titian.members.selectors.requests.views import request, requests_of

__all__ = [
    "Subject",
    "asker_block",
    "askers_of",
    "asking_for",
    "case",
    "find_prepared",
    "may_end",
    "offer",
    "offers",
    "paper",
    "request",
    "request_of_token",
    "requests_of",
    "require_deciding",
    "stuck",
    "subject_facts",
    "subjects_facts",
    "undo_token",
    "undo_view",
    "undone_by_link",
    "why_not",
    "within_reach",
    "work_list",
]
