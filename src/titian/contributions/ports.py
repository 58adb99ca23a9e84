"""Questions to the outside: take this amount from the payer's account; draw it as a QRIS code."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class DebitResult(StrEnum):
    TAKEN = "taken"
    NO_FUNDS = "no_funds"
    REFUSED = "refused"  # the mandate does not hold (any more)
    UNKNOWN = "unknown"  # no answer: ask again with the same key


@dataclass(frozen=True, slots=True)
class Debit:
    """One attempt; the same `key` is taken once."""

    key: str
    mandate_ref: str
    amount: int
    description: str


class AutodebitGateway(Protocol):
    """A bank or wallet that keeps payers' mandates."""

    name: str
    is_simulation: bool  # no money moves, and the screen says so

    def open_mandate(self, *, key: str, account_no: str, holder: str) -> str:
        """Ask for a mandate; returns the gateway's reference. The same key gives the same."""
        ...

    def close_mandate(self, mandate_ref: str) -> None:
        """The mandate has ended; saying it twice is no fault."""
        ...

    def debit(self, debit: Debit) -> DebitResult: ...


class QrisMaker(Protocol):
    """Writes the text of a QRIS code that a wallet can read."""

    is_simulation: bool

    def payload(self, *, bill_ref: str, amount: int) -> str:
        """The text for this amount; `bill_ref` names the bill, nobody's name or number."""
        ...
