"""What was paid."""

from datetime import datetime

from titian.contributions.types import PaymentView
from titian.kernel.actors import Actor


def payment_by_request(*, partner: str, request_id: str) -> PaymentView | None:
    """The payment a partner asked for with this id, if it was taken."""
    raise NotImplementedError


def receipt(payment_id: int, *, viewer: Actor, at: datetime) -> PaymentView:
    """One payment, for who may see the family's dues. Raises `NotYourDues`."""
    raise NotImplementedError
