"""What other organisations call us for, handed to the package whose affair it is."""

from titian.bridging.services.callbacks import take_sms_receipt, take_whatsapp_call

__all__ = ["take_sms_receipt", "take_whatsapp_call"]
