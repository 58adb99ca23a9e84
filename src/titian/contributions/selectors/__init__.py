"""Reads of dues. What is a family's is seen by its head, the person, and staff in reach."""

from titian.contributions.selectors.dues import dues_of, virtual_accounts
from titian.contributions.selectors.outstanding import outstanding_by_number
from titian.contributions.selectors.payments import payment_by_request, receipt
from titian.contributions.selectors.reminding import ToRemind, families_to_remind

__all__ = [
    "ToRemind",
    "dues_of",
    "families_to_remind",
    "outstanding_by_number",
    "payment_by_request",
    "receipt",
    "virtual_accounts",
]
