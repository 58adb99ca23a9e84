"""Parameters, accounts, bills, payments, the ledger, plans, employers, mandates, reminders."""

from titian.contributions.models.bills import Bill, BillingRun, DuesAccount, Plan
from titian.contributions.models.employers import Employer, EmployerBill, Employment
from titian.contributions.models.ledger import LedgerEntry
from titian.contributions.models.letting_go import PoorLetter
from titian.contributions.models.mandates import DebitAttempt, Mandate
from titian.contributions.models.parameters import Parameter
from titian.contributions.models.payments import Payment
from titian.contributions.models.reconciliation import BankStatement, Difference
from titian.contributions.models.reminders import ReminderChoice

__all__ = [
    "BankStatement",
    "Bill",
    "BillingRun",
    "DebitAttempt",
    "Difference",
    "DuesAccount",
    "Employer",
    "EmployerBill",
    "Employment",
    "LedgerEntry",
    "Mandate",
    "Parameter",
    "Payment",
    "Plan",
    "PoorLetter",
    "ReminderChoice",
]
