"""Whether a code that somebody waited for was held up by us; the code itself is not read."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from titian.notifications.models import Message
from titian.notifications.selectors.sending import CARRIED
from titian.notifications.types import Urgency

_WAITED_FOR = timedelta(hours=1)
_IN_TIME = timedelta(minutes=2)


def code_held_up(recipient_ref: str, *, before: datetime) -> bool:
    """Whether a code said to this recipient in the hour before was sent late, or never."""
    codes = Message.objects.filter(
        recipient_ref=recipient_ref,
        urgency=Urgency.CODE,
        told_at__gt=before - _WAITED_FOR,
        told_at__lte=before,
    )
    late = Q(sent_at__gt=F("told_at") + _IN_TIME)
    return codes.filter(late | ~Q(state__in=CARRIED)).exists()
