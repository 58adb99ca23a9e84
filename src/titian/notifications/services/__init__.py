"""Say something; send what waits; take in what gateways and people answer."""

from titian.notifications.services.telling import add_to, tell, tell_all

__all__ = ["add_to", "tell", "tell_all"]
