"""What dues hold about a person: the own wage, and the family's account that all of it share."""

from django.db.models import Q

from titian.contributions.models import (
    Bill,
    DebitAttempt,
    Difference,
    DuesAccount,
    Employment,
    LedgerEntry,
    Mandate,
    Payment,
    Plan,
    PoorLetter,
    ReminderChoice,
)
from titian.platform.db.personal import Holding, Kept, Whose


def _family(whose: Whose) -> Q:
    return Q(family=whose.family_id)


HELD = (
    Holding(DuesAccount, _family, Kept.MONEY),
    Holding(Bill, _family, Kept.MONEY),
    Holding(Payment, _family, Kept.MONEY),
    Holding(LedgerEntry, _family, Kept.MONEY),
    Holding(Plan, _family, Kept.MONEY),
    Holding(PoorLetter, _family, Kept.MONEY),
    Holding(
        Mandate,
        _family,
        Kept.MONEY,
        omit={"ref_sealed": "the key by which the bank lets money be taken"},
    ),
    Holding(DebitAttempt, lambda whose: Q(mandate__family=whose.family_id), Kept.MONEY),
    Holding(Difference, lambda whose: Q(payment__family=whose.family_id), Kept.MONEY),
    Holding(
        Employment,
        lambda whose: Q(person=whose.person_id),
        Kept.MONEY,
        also=("employer__name",),
    ),
    Holding(ReminderChoice, _family, Kept.RIGHT),
)
