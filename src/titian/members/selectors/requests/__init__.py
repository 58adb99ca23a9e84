"""Reads of requests to change: what may be asked, what was, and what waits for an officer."""

from titian.members.selectors.requests.cases import (
    case,
    paper,
    require_deciding,
    why_not,
    within_reach,
    work_list,
)
from titian.members.selectors.requests.facts import Subject, subject_facts
from titian.members.selectors.requests.offers import offer, offers
from titian.members.selectors.requests.seeing import asker_block, askers_of, asking_for, may_end
from titian.members.selectors.requests.views import request, requests_of

__all__ = [
    "Subject",
    "asker_block",
    "askers_of",
    "asking_for",
    "case",
    "may_end",
    "offer",
    "offers",
    "paper",
    "request",
    "requests_of",
    "require_deciding",
    "subject_facts",
    "why_not",
    "within_reach",
    "work_list",
]
