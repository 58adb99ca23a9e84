"""The dated numbers of the clocks, read anew each time: the table is small."""

from titian.claims.models import ClaimParameter
from titian.claims.rules.clocks import Amounts


def amounts() -> Amounts:
    rows = ClaimParameter.objects.order_by("valid_from")
    return Amounts(rows.values_list("key", "value", "valid_from", "valid_to"))
