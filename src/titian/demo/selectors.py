"""What lies in the demo inbox. Invented people only, so anybody at the demo may look."""

from dataclasses import dataclass
from datetime import datetime

from titian.demo.models import DemoMessage

SHOWN = 100


@dataclass(frozen=True, slots=True)
class InboxMessage:
    recipient_ref: str
    channel: str
    to: str
    subject: str
    text: str
    at: datetime


def inbox(recipient_ref: str = "") -> list[InboxMessage]:
    """The newest messages first; of one recipient, if one is named."""
    rows = DemoMessage.objects.order_by("-pk")
    if recipient_ref:
        rows = rows.filter(recipient_ref=recipient_ref)
    fields = ("recipient_ref", "channel", "to", "subject", "text", "at")
    return [InboxMessage(*row) for row in rows.values_list(*fields)[:SHOWN]]
