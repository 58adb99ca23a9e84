"""The windows and limits of the law as people are told them: whole numbers of one day."""

from collections.abc import Mapping
from datetime import date

from titian.contributions.selectors.parameters import parameters

KEYS = (
    "due_day",
    "first_payment.wait_days",
    "first_payment.max_days",
    "arrears.max_months",
    "fine.window_days",
    "newborn.days",
    "child.max_age",
    "child.max_age.student",
    "referral.valid_days",
    "facility.away_visits",
    "hospital.identity_days",
)


def terms(*, on: date) -> Mapping[str, int]:
    """Each of `KEYS` as it holds on a day; one statement."""
    table = parameters()
    return {key: table.whole(key, on) for key in KEYS}
