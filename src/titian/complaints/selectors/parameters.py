"""The dated numbers of what is promised, read anew each time: the table is small."""

from titian.complaints.models import ComplaintParameter
from titian.kernel.dated import Dated


def promised_numbers() -> list[Dated]:
    rows = ComplaintParameter.objects.order_by("valid_from")
    return list(rows.values_list("key", "value", "valid_from", "valid_to"))
