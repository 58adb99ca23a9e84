"""Cases, what was written and done, their clocks, and the dated numbers of what is promised."""

from titian.complaints.models.cases import Case, Message, Move
from titian.complaints.models.clocks import Clock
from titian.complaints.models.incidents import Incident, IncidentCase, IncidentNotice
from titian.complaints.models.parameters import ComplaintParameter
from titian.complaints.models.passings import Passing
from titian.complaints.models.suggestions import AnswerSketch, CaseSuggestion
from titian.complaints.models.templates import AnswerTemplate

__all__ = [
    "AnswerSketch",
    "AnswerTemplate",
    "Case",
    "CaseSuggestion",
    "Clock",
    "ComplaintParameter",
    "Incident",
    "IncidentCase",
    "IncidentNotice",
    "Message",
    "Move",
    "Passing",
]
