"""What can be done about dues. Refusals are importable beside the verbs."""

from titian.contributions.errors import (
    FirstPaymentLapsed,
    FirstPaymentTooEarly,
    NothingDue,
    PayerUnknown,
    PlanNotPossible,
    RequestInconsistent,
    WrongAmount,
)
from titian.contributions.services.billing import bill_month
from titian.contributions.services.fining import charge_fine
from titian.contributions.services.mandates import close_mandate, debit_due, open_mandate
from titian.contributions.services.paying import pay, pay_for_family
from titian.contributions.services.planning import agree_plan, cancel_plan
from titian.contributions.services.suspending import suspend_unpaid

__all__ = [
    "FirstPaymentLapsed",
    "FirstPaymentTooEarly",
    "NothingDue",
    "PayerUnknown",
    "PlanNotPossible",
    "RequestInconsistent",
    "WrongAmount",
    "agree_plan",
    "bill_month",
    "cancel_plan",
    "charge_fine",
    "close_mandate",
    "debit_due",
    "open_mandate",
    "pay",
    "pay_for_family",
    "suspend_unpaid",
]
