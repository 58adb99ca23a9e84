"""What a family can pay now."""

from datetime import datetime

from titian.contributions.types import Outstanding


def outstanding_by_number(customer_no: str, *, at: datetime) -> tuple[Outstanding, str]:
    """For a bank's inquiry: what is due, and the usual name of the virtual account."""
    raise NotImplementedError
