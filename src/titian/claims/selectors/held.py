"""What claims hold about a person: care that was given, and what the scheme pays for it."""

from django.db.models import Q

from titian.claims.models import Claim, ClaimPaper, ClaimStep
from titian.platform.db.personal import Holding, Kept, Whose


def _of_claim(whose: Whose) -> Q:
    return Q(claim__person=whose.person_id)


HELD = (
    Holding(Claim, lambda whose: Q(person=whose.person_id), Kept.CARE),
    Holding(ClaimPaper, _of_claim, Kept.CARE),
    Holding(ClaimStep, _of_claim, Kept.CARE),
)
