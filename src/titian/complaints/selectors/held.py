"""What complaints hold about a person who was signed in when they wrote."""

from django.db.models import Q

from titian.complaints.models import (
    AnswerSketch,
    AnswerTemplate,
    Case,
    CaseSuggestion,
    Clock,
    Incident,
    IncidentCase,
    IncidentNotice,
    Message,
    Move,
    Passing,
)
from titian.platform.db.personal import Holding, Kept, Whose


def _of_case(whose: Whose) -> Q:
    return Q(case__filed_by__in=whose.refs)


def _of_sketch(whose: Whose) -> Q:
    return Q(message__case__filed_by__in=whose.refs)


HELD = (
    Holding(
        Case,
        lambda whose: Q(filed_by__in=whose.refs),
        Kept.RIGHT,
        omit={"token_sealed": "opens the case", "token_index": "finds the case by its link"},
    ),
    Holding(Message, _of_case, Kept.RIGHT),
    Holding(Move, _of_case, Kept.RIGHT),
    Holding(Passing, _of_case, Kept.RIGHT),
    Holding(IncidentCase, _of_case, Kept.RIGHT),
    Holding(Incident, lambda whose: Q(opened_by__in=whose.refs), Kept.TRAIL),
    Holding(
        IncidentNotice,
        lambda whose: Q(written_by__in=whose.refs) | Q(approved_by__in=whose.refs),
        Kept.TRAIL,
    ),
    Holding(Clock, _of_case, Kept.RIGHT),
    Holding(CaseSuggestion, _of_case, Kept.RIGHT),
    Holding(AnswerSketch, _of_sketch, Kept.RIGHT),
    Holding(
        AnswerTemplate,
        lambda whose: Q(written_by__in=whose.refs) | Q(retired_by__in=whose.refs),
        Kept.TRAIL,
    ),
)
