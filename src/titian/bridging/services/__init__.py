"""What other organisations call us for, handed to the package whose affair it is."""

from titian.bridging.errors import (
    BankNotUsable,
    BankUnknown,
    BankWorkNotAllowed,
    StatementUnreadable,
)
from titian.bridging.services.banks import add_bank, change_key, rotate_secret, set_active
from titian.bridging.services.callbacks import take_sms_receipt, take_whatsapp_call
from titian.bridging.services.calls import forget_calls
from titian.bridging.services.qris import qris_payload
from titian.bridging.services.snap import take as take_snap_call
from titian.bridging.services.snap import take_fault as take_snap_fault
from titian.bridging.services.statements import take_statement

__all__ = [
    "BankNotUsable",
    "BankUnknown",
    "BankWorkNotAllowed",
    "StatementUnreadable",
    "add_bank",
    "change_key",
    "forget_calls",
    "qris_payload",
    "rotate_secret",
    "set_active",
    "take_sms_receipt",
    "take_snap_call",
    "take_snap_fault",
    "take_statement",
    "take_whatsapp_call",
]
