"""Reads of dues. What is a family's is seen by its head, the person, and staff in reach."""

from titian.contributions.rules.reconciling import may_handle_money
from titian.contributions.selectors.books import out_of_balance
from titian.contributions.selectors.dues import dues_of, virtual_accounts
from titian.contributions.selectors.fining import fine_of
from titian.contributions.selectors.following import look_of
from titian.contributions.selectors.held import HELD
from titian.contributions.selectors.letting_go import poor_letters, write_off_is_on, write_offs
from titian.contributions.selectors.mandates import (
    FailedDebit,
    MandateView,
    TakenDebit,
    find_mandate,
    find_refusal,
    unbooked_debits,
)
from titian.contributions.selectors.outstanding import family_of_number, outstanding_by_number
from titian.contributions.selectors.payments import payment_by_request, receipt
from titian.contributions.selectors.plans import PlanLine, running_plans
from titian.contributions.selectors.reconciling import statement, statements
from titian.contributions.selectors.reminding import ToRemind, families_to_remind
from titian.contributions.selectors.terms import terms
from titian.contributions.selectors.wishes import wishes_of

__all__ = [
    "HELD",
    "FailedDebit",
    "MandateView",
    "PlanLine",
    "TakenDebit",
    "ToRemind",
    "dues_of",
    "families_to_remind",
    "family_of_number",
    "find_mandate",
    "find_refusal",
    "fine_of",
    "look_of",
    "may_handle_money",
    "out_of_balance",
    "outstanding_by_number",
    "payment_by_request",
    "poor_letters",
    "receipt",
    "running_plans",
    "statement",
    "statements",
    "terms",
    "unbooked_debits",
    "virtual_accounts",
    "wishes_of",
    "write_off_is_on",
    "write_offs",
]
