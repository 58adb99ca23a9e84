"""What was paid."""

from collections.abc import Iterable
from datetime import datetime

from titian.contributions.errors import NotYourDues
from titian.contributions.models import Payment
from titian.contributions.selectors.bills import lines_settled_by
from titian.contributions.types import PaymentView, Via
from titian.kernel.actors import Actor
from titian.kernel.periods import day_of
from titian.members import selectors as members_read

_SHOWN = 24


def payment_by_request(*, partner: str, request_id: str) -> PaymentView | None:
    """The payment a partner asked for with this id, if it was taken."""
    found = Payment.objects.filter(partner=partner, request_id=request_id)
    return next(iter(views(found)), None)


def receipt(payment_id: int, *, viewer: Actor, at: datetime) -> PaymentView:
    """One payment, for who may see the family's dues. Raises `NotYourDues`."""
    payment = Payment.objects.filter(pk=payment_id).first()
    if payment is None or not members_read.sees_dues(
        payment.family_id, viewer=viewer, on=day_of(at)
    ):
        raise NotYourDues
    return views([payment])[0]


def payments_of(family_id: int) -> list[PaymentView]:
    """The latest first."""
    paid = Payment.objects.filter(family=family_id).exclude(via=Via.WRITE_OFF)
    return views(paid.order_by("-recorded_at")[:_SHOWN])


def views(payments: Iterable[Payment]) -> list[PaymentView]:
    found = list(payments)
    lines = lines_settled_by([one.pk for one in found]) if found else {}
    return [
        PaymentView(
            payment_id=one.pk,
            family_id=one.family_id,
            receipt=one.receipt,
            amount=one.amount,
            paid_at=one.paid_at,
            recorded_at=one.recorded_at,
            via=Via(one.via),
            partner=one.partner,
            reference=one.reference,
            lines=lines.get(one.pk, ()),
        )
        for one in found
    ]
