"""What gateways report: stored at once, applied when the attempt it speaks of is recorded.

Reports come late, twice and in any order. Each is a row; applying one only moves a message on.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from titian.kernel.text import printable
from titian.notifications.events import MessageFailed
from titian.notifications.models import Attempt, DeliveryReceipt, Message
from titian.notifications.rules import Situation, Step, after, moves
from titian.notifications.services.addressing import channel_of
from titian.notifications.types import Channel, Outcome, Quiet, Receipt, State, Urgency
from titian.platform.outbox import services as outbox

log = logging.getLogger(__name__)

SILENT = "not_delivered"
_AT_ONCE = 200
_LONGEST_NUMBER = 18
_PATIENCE = timedelta(days=1)
_LONGEST_WAIT = timedelta(minutes=10)
_REFUSED_FIELDS = ("state", "address_no", "tries", "next_attempt_at", "last_error", "channel")


def report(receipts: Sequence[Receipt], *, at: datetime) -> None:
    """Keep what a gateway reported; a repeated report is the same row."""
    DeliveryReceipt.objects.bulk_create(
        [
            DeliveryReceipt(
                channel=receipt.channel,
                provider_ref=printable(receipt.provider_ref, 200),
                our_ref=printable(receipt.our_ref, 40),
                state=receipt.state,
                error=printable(receipt.error, 80),
                reported_at=min(receipt.at, at),
                received_at=at,
                next_attempt_at=at,
            )
            for receipt in receipts
        ],
        ignore_conflicts=True,
    )


def report_silence(at: datetime) -> int:
    """WhatsApp took it and says nothing more: as if it had reported that it could not bring it, so
    that the next address is tried. Only where the gateway does report; how many it concerns.
    """
    patience = timedelta(seconds=settings.TITIAN_WHATSAPP_DELIVERED_WITHIN)
    if not patience:
        return 0
    silent = Attempt.objects.filter(
        message__state=State.SENT,
        message__channel=Channel.WHATSAPP,
        message__sent_at__gt=at - patience - _PATIENCE,
        message__sent_at__lte=at - patience,
        message__expires_at__gt=at,
        message__data__isnull=False,
        message__address_count__gt=F("message__address_no") + 1,
        message__attempts=F("number"),
    ).order_by("message__sent_at")
    receipts = [
        Receipt(Channel.WHATSAPP, ref, State.FAILED, at, our_ref=f"{pk}", error=SILENT)
        for pk, ref in silent.values_list("pk", "provider_ref")[:_AT_ONCE]
    ]
    report(receipts, at=at)
    return len(receipts)


def apply_reports(at: datetime) -> int:
    """Apply waiting reports, oldest first; returns how many were looked at."""
    with transaction.atomic():
        waiting = list(
            DeliveryReceipt.objects.filter(applied_at__isnull=True, next_attempt_at__lte=at)
            .order_by("next_attempt_at", "pk")
            .select_for_update(skip_locked=True)[:_AT_ONCE]
        )
        for receipt in waiting:
            if _settled(receipt, at):
                receipt.applied_at = at
            else:
                _postpone(receipt, at)
        DeliveryReceipt.objects.bulk_update(waiting, ["applied_at", "attempts", "next_attempt_at"])
    return len(waiting)


def _settled(receipt: DeliveryReceipt, at: datetime) -> bool:
    """Whether it has been applied; one that breaks is put off and does not stop the others."""
    try:
        with transaction.atomic():
            attempt = _attempt_of(receipt)
            return attempt is not None and _applied(receipt, attempt, at)
    except Exception:
        log.exception("report not applied")
        return False


def _attempt_of(receipt: DeliveryReceipt) -> Attempt | None:
    """By our own reference if the gateway gave it back, else by the gateway's."""
    theirs = Q(provider_ref=receipt.provider_ref) & ~Q(provider_ref="")
    number = receipt.our_ref if len(receipt.our_ref) <= _LONGEST_NUMBER else ""
    ours = Q(pk=int(number)) if number.isascii() and number.isdecimal() else Q(pk__in=[])
    found = Attempt.objects.filter(ours | theirs, channel=receipt.channel)
    return found.order_by("-pk").first()


def _postpone(receipt: DeliveryReceipt, at: datetime) -> None:
    """The attempt is not recorded yet; after a day nobody will ever know it."""
    receipt.attempts += 1
    wait = timedelta(seconds=2 ** min(receipt.attempts, 12))
    receipt.next_attempt_at = at + min(wait, _LONGEST_WAIT)
    if at - receipt.received_at > _PATIENCE:
        receipt.applied_at = at


def _applied(receipt: DeliveryReceipt, attempt: Attempt, at: datetime) -> bool:
    """Move the attempt and its message on; False while the send itself is still under way."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=attempt.message_id)
    attempt.refresh_from_db()
    if receipt.state == State.FAILED:
        if not attempt.outcome:
            return False
        _refused(receipt, attempt, message, at)
    else:
        _carried(receipt, attempt, message)
    return True


def _carried(receipt: DeliveryReceipt, attempt: Attempt, message: Message) -> None:
    moment = receipt.reported_at
    attempt.outcome = Outcome.SENT
    attempt.provider_ref = attempt.provider_ref or receipt.provider_ref
    attempt.ended_at = attempt.ended_at or moment
    if receipt.state != State.SENT:
        attempt.delivered_at = attempt.delivered_at or moment
    attempt.save(update_fields=["outcome", "provider_ref", "ended_at", "delivered_at"])
    if not moves(State(receipt.state), State(message.state)):
        return
    message.state = receipt.state
    message.lease_until = None
    message.last_error = ""
    message.sent_at = message.sent_at or moment
    message.delivered_at = message.delivered_at or attempt.delivered_at
    message.save(update_fields=["state", "lease_until", "last_error", "sent_at", "delivered_at"])


def _refused(receipt: DeliveryReceipt, attempt: Attempt, message: Message, at: datetime) -> None:
    """The gateway took it but could not bring it: on to the next address, if there is one."""
    if attempt.delivered_at is not None:
        return
    attempt.outcome, attempt.error = Outcome.REFUSED, receipt.error
    attempt.save(update_fields=["outcome", "error"])
    current = attempt.number == message.attempts
    if not current or not moves(State.FAILED, State(message.state)):
        return
    step = _after_refusal(message, at)
    message.state, message.address_no = step.state, step.address_no
    message.tries, message.next_attempt_at = step.tries, step.next_attempt_at
    message.last_error = receipt.error
    if step.state == State.PENDING:
        message.channel = channel_of(message, step.address_no)
    message.save(update_fields=_REFUSED_FIELDS)
    if step.state == State.FAILED:
        lost = MessageFailed(message.pk, message.recipient_ref, message.key, receipt.error)
        outbox.announce(lost, at=at)


def _after_refusal(message: Message, at: datetime) -> Step:
    situation = Situation(
        urgency=Urgency(message.urgency),
        timezone=message.timezone,
        expires_at=message.expires_at,
        address_no=message.address_no,
        address_count=message.address_count if message.data is not None else 0,
        tries=message.tries,
        unknowns=message.unknowns,
        repeatable=False,
        is_answer=message.is_answer,
        quiet=Quiet(message.quiet_from, message.quiet_to),
    )
    return after(Outcome.REFUSED, situation, at=at, jitter=0.0)
