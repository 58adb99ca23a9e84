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
    SecondPersonNeeded,
    UndoOver,
    WrongAmount,
)
from titian.contributions.services.billing import bill_month
from titian.contributions.services.debiting import debit_due
from titian.contributions.services.employing import employ
from titian.contributions.services.fining import charge_fine
from titian.contributions.services.letting_go import (
    record_poor_letter,
    withdraw_poor_letter,
    write_off,
)
from titian.contributions.services.mandates import (
    autodebit_is_simulated,
    close_mandate,
    end_mandates,
    open_mandate,
    undo_mandate,
)
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
    "SecondPersonNeeded",
    "UndoOver",
    "WrongAmount",
    "agree_plan",
    "autodebit_is_simulated",
    "bill_month",
    "cancel_plan",
    "charge_fine",
    "close_mandate",
    "debit_due",
    "employ",
    "end_mandates",
    "family_of_token",
    "open_mandate",
    "pay",
    "pay_for_family",
    "reconcile",
    "record_poor_letter",
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
    "undo_mandate",
    "withdraw_poor_letter",
    "write_off",
]
