"""How many days, as the parameters say."""

from datetime import date

from titian.referrals.models import ReferralParameter
from titian.referrals.rules.validity import amount


def days(key: str, *, on: date) -> int:
    """The number of days in force; one statement."""
    rows = ReferralParameter.objects.filter(key=key).values_list("key", "value", "valid_from")
    return amount(rows, key, on)
