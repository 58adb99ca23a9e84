from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.notifications.types import Channel, Outcome, State, Urgency
from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Personal, Scrub

WAITING = Q(state=State.PENDING)
_NIGHT, _MORNING = time(21), time(7)


class Message(models.Model):
    """One thing said to one recipient. The row is the truth; sending follows it.

    `addresses` and `data` are JSON, sealed, and erased when they are no longer needed;
    `channel` is that of the address in use, number `address_no` of `address_count`.
    """

    personal: ClassVar[Personal] = {
        "recipient_ref": Scrub.PSEUDONYM,
        "addresses": Scrub.ERASE,
        "data": Scrub.ERASE,
    }

    recipient_ref = models.CharField(max_length=80)
    key = models.CharField(max_length=160)
    template = models.CharField(max_length=120)
    data = OptionalSealedTextField(null=True)
    addresses = OptionalSealedTextField(null=True)
    address_no = models.PositiveSmallIntegerField(default=0)
    address_count = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=10, default="", blank=True)
    language = models.CharField(max_length=5)
    timezone = models.CharField(max_length=40)
    urgency = models.CharField(max_length=6)
    is_answer = models.BooleanField(default=False, db_default=False)  # said at any hour
    quiet_from = models.TimeField(default=_NIGHT, db_default=_NIGHT)
    quiet_to = models.TimeField(default=_MORNING, db_default=_MORNING)
    state = models.CharField(max_length=10)
    told_by = models.CharField(max_length=80)
    told_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)  # temporary failures at this address
    unknowns = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        db_table = "message"
        constraints = (
            models.UniqueConstraint(fields=["recipient_ref", "key"], name="message_said_once"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="message_state"),
            models.CheckConstraint(condition=Q(urgency__in=list(Urgency)), name="message_urgency"),
            models.CheckConstraint(condition=Q(channel__in=[*Channel, ""]), name="message_channel"),
            models.CheckConstraint(
                condition=Q(state=State.SENDING, lease_until__isnull=False)
                | (~Q(state=State.SENDING) & Q(lease_until__isnull=True)),
                name="message_lease_while_sending",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.PENDING, State.SENDING])
                | Q(address_no__lt=F("address_count"), data__isnull=False),
                name="message_waiting_has_address",
            ),
        )
        indexes = (
            models.Index(
                fields=["channel", "urgency", "next_attempt_at"],
                condition=WAITING,
                name="message_due",
            ),
            models.Index(
                fields=["lease_until"], condition=Q(state=State.SENDING), name="message_leased"
            ),
            models.Index(
                fields=["expires_at"], condition=Q(data__isnull=False), name="message_kept"
            ),
            models.Index(
                fields=["sent_at"],
                condition=Q(state=State.SENT, channel=Channel.WHATSAPP, data__isnull=False),
                name="message_silent",
            ),
            models.Index(
                fields=["recipient_ref", "told_at"],
                condition=Q(state__in=[State.FAILED, State.EXPIRED]),
                name="message_unreached",
            ),
            models.Index(fields=["recipient_ref", "told_at", "id"], name="message_inbox"),
        )

    def __str__(self) -> str:
        return f"{self.template} to {self.recipient_ref}: {self.state}"


class Attempt(models.Model):
    """One try to send one message; its id is what a gateway gives back as our reference."""

    personal: ClassVar[Personal] = {}

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tried")
    number = models.PositiveSmallIntegerField()
    address_no = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=10)
    due_at = models.DateTimeField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, default="", blank=True)
    error = models.CharField(max_length=80, default="", blank=True)
    provider_ref = models.CharField(max_length=200, default="", blank=True)
    parts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "message_attempt"
        constraints = (
            models.UniqueConstraint(fields=["message", "number"], name="message_attempt_number"),
            models.CheckConstraint(
                condition=Q(outcome__in=[*Outcome, ""]), name="message_attempt_outcome"
            ),
        )
        indexes = (
            models.Index(fields=["channel", "started_at"], name="message_attempt_recent"),
            models.Index(
                fields=["channel", "provider_ref"],
                condition=~Q(provider_ref=""),
                name="message_attempt_provider",
            ),
        )

    def __str__(self) -> str:
        return f"attempt {self.number} of message {self.message_id}: {self.outcome}"


class DeliveryReceipt(models.Model):
    """What a gateway reported; waits here until the attempt it speaks of is recorded."""

    personal: ClassVar[Personal] = {}

    channel = models.CharField(max_length=10)
    provider_ref = models.CharField(max_length=200)
    our_ref = models.CharField(max_length=40, default="", blank=True)
    state = models.CharField(max_length=10)
    error = models.CharField(max_length=80, default="", blank=True)
    reported_at = models.DateTimeField()
    received_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "message_receipt"
        constraints = (
            models.UniqueConstraint(
                fields=["channel", "provider_ref", "our_ref", "state"], name="message_receipt_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.SENT, State.DELIVERED, State.READ, State.FAILED]),
                name="message_receipt_state",
            ),
        )
        indexes = (
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(applied_at__isnull=True),
                name="message_receipt_waiting",
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel} reports {self.state}"


class HeardMessage(models.Model):
    """What a person wrote to us, kept sealed; found again by the sender's blind index."""

    personal: ClassVar[Personal] = {
        "sender": Scrub.ERASE,
        "sender_index": Scrub.ERASE,
        "text": Scrub.ERASE,
    }

    channel = models.CharField(max_length=10)
    provider_ref = models.CharField(max_length=200)
    sender = SealedTextField()
    sender_index = models.BinaryField()
    kind = models.CharField(max_length=20)
    text = SealedTextField()
    choice = models.CharField(max_length=200, default="", blank=True)
    said_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        db_table = "message_heard"
        constraints = (
            models.UniqueConstraint(fields=["channel", "provider_ref"], name="message_heard_once"),
        )
        indexes = (
            models.Index(
                fields=["sender_index", "channel", "said_at"], name="message_heard_sender"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} heard over {self.channel}"


class NewsWish(models.Model):
    """How somebody wants to be told, and up to when they have looked at what was said.

    `channels` is JSON: a kind's name to all channels that are tried for it, in order.
    """

    personal: ClassVar[Personal] = {"recipient_ref": Scrub.PSEUDONYM}

    recipient_ref = models.CharField(max_length=80, unique=True)
    channels = models.JSONField(default=dict)
    quiet_from = models.TimeField(default=_NIGHT)
    quiet_to = models.TimeField(default=_MORNING)
    language = models.CharField(max_length=5, default="", blank=True)
    seen_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "message_wish"

    def __str__(self) -> str:
        return f"wishes of {self.recipient_ref}"


class PushDevice(models.Model):
    """A browser that takes pushes: its address and keys, sealed, found by the blind index."""

    personal: ClassVar[Personal] = {
        "recipient_ref": Scrub.PSEUDONYM,
        "subscription": Scrub.ERASE,
        "endpoint_index": Scrub.ERASE,
    }

    recipient_ref = models.CharField(max_length=80)
    subscription = SealedTextField()
    endpoint_index = models.BinaryField(unique=True)
    key_id = models.CharField(max_length=16)
    name = models.CharField(max_length=60)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "message_device"
        indexes = (models.Index(fields=["recipient_ref", "added_at"], name="message_device_of"),)

    def __str__(self) -> str:
        return f"{self.name} of {self.recipient_ref}"
