"""What papers hold about a person."""

from django.db.models import Q

from titian.platform.db.personal import Holding, Kept, Whose
from titian.referrals.models import ControlLetter, Referral, SpecialReferral


def _own(whose: Whose) -> Q:
    return Q(person=whose.person_id)


HELD = (
    Holding(Referral, _own, Kept.CARE, also=("from_facility__name", "to_facility__name")),
    Holding(
        SpecialReferral,
        lambda whose: Q(referral__person=whose.person_id),
        Kept.CARE,
        also=("facility__name",),
    ),
    Holding(ControlLetter, _own, Kept.CARE, also=("facility__name", "practitioner__name")),
)
