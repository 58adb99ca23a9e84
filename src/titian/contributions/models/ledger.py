from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.contributions.types import Entry, LedgerAccount
from titian.platform.db.personal import Personal, Scrub


class LedgerEntry(models.Model):
    """An amount moves from one account of a family to another: both sides in one row, so that
    every sum over the accounts is zero. Never changed (a trigger refuses it), never twice.
    """

    personal: ClassVar[Personal] = {"family": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    family = models.ForeignKey(
        "members.Family", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    month = models.DateField()
    entry = models.CharField(max_length=10, choices=[(kind, kind) for kind in Entry])
    debit = models.CharField(max_length=14, choices=[(a, a) for a in LedgerAccount])
    credit = models.CharField(max_length=14, choices=[(a, a) for a in LedgerAccount])
    amount = models.PositiveBigIntegerField()
    bill = models.ForeignKey(
        "contributions.Bill", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    payment = models.ForeignKey(
        "contributions.Payment",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    employment = models.ForeignKey(
        "contributions.Employment",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    posted_at = models.DateTimeField()

    class Meta:
        db_table = "contribution_ledger"
        constraints = (
            models.UniqueConstraint(
                fields=["bill", "entry"],
                condition=Q(bill__isnull=False),
                name="contribution_ledger_bill_once",
            ),
            models.UniqueConstraint(
                fields=["employment", "month", "entry"],
                condition=Q(employment__isnull=False),
                name="contribution_ledger_share_once",
            ),
            models.UniqueConstraint(
                fields=["family", "month", "entry"],
                condition=Q(bill__isnull=True, employment__isnull=True),
                name="contribution_ledger_month_once",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="contribution_ledger_amount"),
            models.CheckConstraint(
                condition=~Q(debit=F("credit")), name="contribution_ledger_two_accounts"
            ),
            models.CheckConstraint(
                condition=Q(debit__in=list(LedgerAccount), credit__in=list(LedgerAccount)),
                name="contribution_ledger_accounts",
            ),
        )
        indexes = (
            models.Index(fields=["family", "month"], name="contribution_ledger_family"),
            models.Index(
                fields=["payment"],
                condition=Q(payment__isnull=False),
                name="contribution_ledger_payment",
            ),
        )

    def __str__(self) -> str:
        return f"entry {self.pk}"
