"""Conversations and their turns."""

from titian.assistant.models.conversations import Conversation
from titian.assistant.models.turns import Turn

__all__ = ["Conversation", "Turn"]
