from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.platform.db.personal import Personal


class OutboxEvent(models.Model):
    """One announced event. `relayed_at` is set when its delivery rows exist."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    facts = models.JSONField()
    announced_at = models.DateTimeField()
    relayed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outbox_event"
        indexes = (
            models.Index(
                fields=["id"], name="outbox_event_waiting", condition=Q(relayed_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class OutboxDelivery(models.Model):
    """One subscriber's copy of an event: pending until its handler has committed."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.CharField(max_length=80)
    urgent = models.BooleanField(default=False, db_default=False)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        db_table = "outbox_delivery"
        constraints = (
            models.UniqueConstraint(
                fields=["event", "subscriber"], name="outbox_delivery_once_each"
            ),
        )
        indexes = (
            models.Index(
                fields=["urgent", "next_attempt_at", "id"],
                name="outbox_delivery_due",
                condition=Q(done_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.subscriber} {self.event_id}"
