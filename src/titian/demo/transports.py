"""The demo inbox: a transport that carries every message to a page instead of a phone."""

import json
from datetime import timedelta

from titian.bridging import services as bridging
from titian.demo.models import DemoMessage
from titian.notifications.ports import Outgoing, Sent
from titian.notifications.types import Channel


class DemoInbox:
    """Delivers each message once, however often it is sent: the message's id is unique."""

    patience = timedelta(seconds=10)
    repeatable = True

    def send(self, outgoing: Outgoing) -> Sent:
        kept = DemoMessage(
            message_id=outgoing.message_id,
            recipient_ref=outgoing.recipient_ref,
            channel=outgoing.channel,
            to=outgoing.to[:254],
            subject=outgoing.subject[:300],
            text=outgoing.text,
            body=_body(outgoing),
            at=outgoing.at,
        )
        DemoMessage.objects.bulk_create([kept], ignore_conflicts=True)
        return Sent(f"demo-{outgoing.message_id}")


def _body(outgoing: Outgoing) -> str:
    if outgoing.channel is not Channel.WHATSAPP:
        return ""
    return json.dumps(bridging.whatsapp_body(outgoing), ensure_ascii=False, indent=1)


def inbox() -> DemoInbox:
    return DemoInbox()
