from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.contributions.types import DifferenceKind, Settlement
from titian.platform.db.fields import OptionalSealedTextField
from titian.platform.db.personal import Personal, Scrub


class BankStatement(models.Model):
    """A bank's file of one day. The same file is taken once: its digest is unique."""

    personal: ClassVar[Personal] = {}

    partner = models.CharField(max_length=36)
    day = models.DateField()
    digest = models.BinaryField(max_length=32)
    lines = models.PositiveIntegerField()
    matched = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "contribution_statement"
        constraints = (
            models.UniqueConstraint(fields=["digest"], name="contribution_statement_once"),
        )
        indexes = (models.Index(fields=["-day", "partner"], name="contribution_statement_day"),)

    def __str__(self) -> str:
        return f"{self.partner} {self.day}"


class Difference(models.Model):
    """Where a bank's file and our books do not agree, and how it was settled."""

    personal: ClassVar[Personal] = {
        "request_id": Scrub.ERASE,
        "customer_sealed": Scrub.ERASE,
        "reference": Scrub.ERASE,
        "settled_by": Scrub.PSEUDONYM,
        "note": Scrub.ERASE,
    }

    statement = models.ForeignKey(
        BankStatement, on_delete=models.PROTECT, related_name="differences", db_index=False
    )
    row = models.PositiveIntegerField()  # 0: not in the file
    kind = models.CharField(max_length=17, choices=[(kind, kind) for kind in DifferenceKind])
    request_id = models.CharField(max_length=128, default="", blank=True)
    customer_sealed = OptionalSealedTextField(null=True)
    bank_amount = models.PositiveBigIntegerField(null=True)
    our_amount = models.PositiveBigIntegerField(null=True)
    paid_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=64, default="", blank=True)
    reason = models.CharField(max_length=60, default="", blank=True)  # a refusal's or fault's code
    column = models.CharField(max_length=20, default="", blank=True)
    payment = models.ForeignKey(
        "contributions.Payment",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    settlement = models.CharField(
        max_length=13, choices=[(how, how) for how in Settlement], default="", blank=True
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        db_table = "contribution_difference"
        constraints = (
            models.UniqueConstraint(
                fields=["statement", "row", "request_id"], name="contribution_difference_once"
            ),
            models.CheckConstraint(
                condition=Q(settlement="", settled_at__isnull=True)
                | (~Q(settlement="") & Q(settled_at__isnull=False)),
                name="contribution_difference_settled",
            ),
        )
        indexes = (
            models.Index(
                fields=["request_id"],
                name="contribution_difference_open",
                condition=Q(settlement=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} in row {self.row} of statement {self.statement_id}"
