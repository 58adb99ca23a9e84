"""What the help desk holds about a person: that they were served, and how it ended."""

from django.db.models import Q

from titian.helpdesk.models import (
    DeskSession,
    LessonDone,
    LostCode,
    Outreach,
    OutreachPerson,
    PriorityPlace,
    RecordedFailure,
    ReportMove,
)
from titian.platform.db.personal import Holding, Kept

HELD = (
    Holding(DeskSession, lambda whose: Q(person=whose.person_id), Kept.TRAIL),
    Holding(
        PriorityPlace,
        lambda whose: Q(person=whose.person_id) | Q(came=whose.person_id),
        Kept.TRAIL,
    ),
    Holding(LostCode, lambda whose: Q(person=whose.person_id), Kept.TRAIL),
    Holding(RecordedFailure, lambda whose: Q(recorded_by__in=whose.refs), Kept.TRAIL),
    Holding(LessonDone, lambda whose: Q(by__in=whose.refs), Kept.OPTIONAL),
    Holding(Outreach, lambda whose: Q(planned_by__in=whose.refs), Kept.TRAIL),
    Holding(OutreachPerson, lambda whose: Q(by__in=whose.refs), Kept.BRIEFLY),
    Holding(ReportMove, lambda whose: Q(by__in=whose.refs), Kept.TRAIL),
)
