"""What enrolment holds about a person: that the city was asked, and what was decided."""

from django.db.models import Q

from titian.enrolment.models import (
    Application,
    BatchRow,
    Candidate,
    Check,
    LetterLine,
    ListRow,
    Move,
    Paper,
    Proposal,
    Step,
    TurnedAway,
)
from titian.platform.db.personal import Holding, Kept, Whose


def _on_the_card(whose: Whose) -> Q:
    """Applications in which the person is proposed, through their line of the card."""
    return Q(people__person=whose.person_id)


def _of_application(whose: Whose) -> Q:
    return Q(application__people__person=whose.person_id)


HELD = (
    Holding(Application, _on_the_card, Kept.MEMBERSHIP),
    Holding(BatchRow, _of_application, Kept.BRIEFLY),
    Holding(Candidate, lambda whose: Q(person=whose.person_id), Kept.MEMBERSHIP),
    Holding(Paper, lambda whose: Q(candidate__person=whose.person_id), Kept.BRIEFLY),
    Holding(Move, _of_application, Kept.MEMBERSHIP),
    Holding(Step, _of_application, Kept.MEMBERSHIP),
    Holding(Check, lambda whose: Q(candidate__person=whose.person_id), Kept.MEMBERSHIP),
    Holding(TurnedAway, _of_application, Kept.BRIEFLY),
    Holding(LetterLine, lambda whose: Q(candidate__person=whose.person_id), Kept.MEMBERSHIP),
    Holding(ListRow, lambda whose: Q(person=whose.person_id), Kept.BRIEFLY),
    Holding(Proposal, lambda whose: Q(person=whose.person_id), Kept.MEMBERSHIP),
)
