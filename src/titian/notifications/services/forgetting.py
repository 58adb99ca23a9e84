"""Addresses and words are erased when nobody needs them any more; the row stays to be counted."""

from datetime import datetime, timedelta

from titian.notifications.models import DeliveryReceipt, HeardMessage, Message
from titian.notifications.rules import FINAL, HEARD_KEPT, KEPT_AFTER_EXPIRY

_AT_ONCE = 5000


def forget(at: datetime) -> int:
    """Erase what is past its time, some thousands at once; returns how many rows were."""
    return sum(_forget_messages(urgency, at - kept) for urgency, kept in KEPT_AFTER_EXPIRY.items())


def _forget_messages(urgency: str, before: datetime) -> int:
    old = Message.objects.filter(
        urgency=urgency, data__isnull=False, expires_at__lt=before, state__in=FINAL
    )
    some = list(old.order_by("expires_at").values_list("pk", flat=True)[:_AT_ONCE])
    return Message.objects.filter(pk__in=some).update(data=None, addresses=None)


def forget_heard(at: datetime) -> int:
    """Delete what people wrote and what gateways reported, when it is old."""
    heard, _ = HeardMessage.objects.filter(received_at__lt=at - HEARD_KEPT).delete()
    reports, _ = DeliveryReceipt.objects.filter(applied_at__lt=at - timedelta(days=30)).delete()
    return heard + reports
