"""Reads of the bank's door."""

from titian.bridging.selectors.banks import bank_named, banks, find_caller, find_client
from titian.bridging.selectors.calls import CallPage, odd_calls

__all__ = ["CallPage", "bank_named", "banks", "find_caller", "find_client", "odd_calls"]
