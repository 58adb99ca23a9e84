"""Money comes: the bills are settled, the ledger is written and the card turns active at once."""

from datetime import datetime

from titian.contributions.types import Paid, Received
from titian.kernel.actors import Actor


def pay(*, customer_no: str, received: Received, by: Actor, at: datetime) -> Paid:
    """The family of any card whose last eleven digits these are pays all that is due.

    The same request again gives the same answer. Raises `PayerUnknown`, `NothingDue`,
    `WrongAmount`, `FirstPaymentTooEarly`, `FirstPaymentLapsed`, `RequestInconsistent`.
    """
    raise NotImplementedError


def pay_for_family(*, family_id: int, received: Received, by: Actor, at: datetime) -> Paid:
    """As `pay`, for who knows the family: autodebit and reconciliation."""
    raise NotImplementedError
