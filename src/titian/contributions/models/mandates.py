from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub


class Mandate(models.Model):
    """A family lets a bank or wallet pay its dues; the gateway keeps the account itself."""

    personal: ClassVar[Personal] = {
        "family": Scrub.PSEUDONYM,
        "ref_sealed": Scrub.ERASE,
        "account_end": Scrub.ERASE,
        "client_key": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    family = models.ForeignKey(
        "members.Family", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    gateway = models.CharField(max_length=40)
    ref_sealed = SealedTextField()
    account_end = models.CharField(max_length=4)
    client_key = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    replaces = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    closed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # the gateway knows it, too

    class Meta:
        db_table = "contribution_mandate"
        constraints = (
            models.UniqueConstraint(
                fields=["family", "client_key"], name="contribution_mandate_key"
            ),
            models.UniqueConstraint(
                fields=["family"],
                condition=Q(closed_at__isnull=True),
                name="contribution_mandate_one",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(closed_at__isnull=False),
                name="contribution_mandate_ended",
            ),
        )
        indexes = (
            models.Index(
                fields=["closed_at"],
                name="contribution_mandate_ending",
                condition=Q(closed_at__isnull=False, ended_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"mandate {self.pk}"


class DebitAttempt(models.Model):
    """A debit that was asked for. The same key is asked again until its result is known."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    mandate = models.ForeignKey(
        Mandate, on_delete=models.PROTECT, related_name="attempts", db_index=False
    )
    day = models.DateField()
    amount = models.PositiveBigIntegerField()
    result = models.CharField(max_length=10, default="", blank=True)  # "": not answered yet
    asked_at = models.DateTimeField()
    booked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "contribution_debit"
        constraints = (
            models.UniqueConstraint(fields=["mandate", "day"], name="contribution_debit_day"),
        )

    def __str__(self) -> str:
        return f"debit {self.pk}"
