"""A message's words, as the selectors give them to whoever reads."""

from titian.notifications.selectors.wording import worded

__all__ = ["worded"]
