"""How a sentence is understood, and what a conversation does next: decided by values alone."""

from titian.assistant.rules.understanding import understand

__all__ = ["understand"]
