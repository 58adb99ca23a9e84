"""What is said back to a message: one entry, a file per subject."""

from titian.assistant.services.dialogs.conversing import converse

__all__ = ["converse"]
