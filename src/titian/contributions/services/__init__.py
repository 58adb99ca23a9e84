"""What can be done about dues. Refusals are importable beside the verbs."""

from titian.contributions.errors import (
    DifferenceSettled,
    DifferenceUnknown,
    FirstPaymentLapsed,
    FirstPaymentTooEarly,
    MoneyWorkNotAllowed,
    NothingDue,
    PayerUnknown,
    PlanNotPossible,
    ReminderLinkUnknown,
    RequestInconsistent,
    WrongAmount,
)
from titian.contributions.services.billing import bill_month
from titian.contributions.services.employing import employ
from titian.contributions.services.fining import charge_fine
from titian.contributions.services.mandates import close_mandate, debit_due, open_mandate
from titian.contributions.services.paying import pay, pay_for_family
from titian.contributions.services.planning import agree_plan, cancel_plan
from titian.contributions.services.reconciling import reconcile, settle_difference
from titian.contributions.services.reminding import remind
from titian.contributions.services.suspending import suspend_unpaid
from titian.contributions.services.telling import tell_paid, tell_plan, tell_suspended
from titian.contributions.services.wishing import (
    family_of_token,
    reminder_token,
    resume_reminders,
    snooze_reminders,
    stop_reminders,
)

__all__ = [
    "DifferenceSettled",
    "DifferenceUnknown",
    "FirstPaymentLapsed",
    "FirstPaymentTooEarly",
    "MoneyWorkNotAllowed",
    "NothingDue",
    "PayerUnknown",
    "PlanNotPossible",
    "ReminderLinkUnknown",
    "RequestInconsistent",
    "WrongAmount",
    "agree_plan",
    "bill_month",
    "cancel_plan",
    "charge_fine",
    "close_mandate",
    "debit_due",
    "employ",
    "family_of_token",
    "open_mandate",
    "pay",
    "pay_for_family",
    "reconcile",
    "remind",
    "reminder_token",
    "resume_reminders",
    "settle_difference",
    "snooze_reminders",
    "stop_reminders",
    "suspend_unpaid",
    "tell_paid",
    "tell_plan",
    "tell_suspended",
]
