"""Gateways call back: keep what they say and answer at once; the worker applies it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from titian.bridging.rules.sms import meaning_of
from titian.bridging.rules.whatsapp import payload, read_call
from titian.bridging.transports.sms import fields_with
from titian.notifications import services as notifications
from titian.notifications.ports import Outgoing
from titian.notifications.types import Channel, Receipt, State


def take_whatsapp_call(body: Any, *, at: datetime) -> None:
    """Reports and messages of one call; its signature has been checked at the door."""
    call = read_call(body, phone_id=settings.TITIAN_WHATSAPP_PHONE_ID)
    notifications.report(call.receipts, at=at)
    notifications.hear(call.heard, at=at)


def whatsapp_body(outgoing: Outgoing) -> dict[str, object]:
    """What the Cloud API gets for a message; the demo shows it beside the phone."""
    return payload(outgoing, to=outgoing.to, code_template=settings.TITIAN_WHATSAPP_CODE_TEMPLATE)


def take_sms_receipt(fields: Mapping[str, str], *, at: datetime) -> bool:
    """One delivery receipt; False when it has no reference or a status we do not know."""
    names = fields_with(settings.TITIAN_SMS_FIELDS)
    state = meaning_of(fields.get(names["status"], ""))
    reference, ours = fields.get(names["id"], ""), fields.get(names["ref"], "")
    if state is None or not (reference or ours):
        return False
    error = "sms_undelivered" if state is State.FAILED else ""
    notifications.report([Receipt(Channel.SMS, reference, state, at, ours, error)], at=at)
    return True
