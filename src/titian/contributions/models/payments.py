from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.contributions.types import Via
from titian.platform.db.personal import Personal, Scrub


class Payment(models.Model):
    """Money that came. What it settled are the bills that point at it; never changed.

    Arrears that the state lets go of end by a row without money.
    """

    personal: ClassVar[Personal] = {
        "family": Scrub.PSEUDONYM,
        "receipt": Scrub.ERASE,
        "request_id": Scrub.ERASE,
        "reference": Scrub.ERASE,
    }

    id = models.BigIntegerField(primary_key=True)  # kernel.identifiers.time_ordered_id
    family = models.ForeignKey(
        "members.Family", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    receipt = models.CharField(max_length=16)
    partner = models.CharField(max_length=36)
    request_id = models.CharField(max_length=128)
    amount = models.PositiveBigIntegerField()
    paid_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    via = models.CharField(max_length=15, choices=[(via, via) for via in Via])
    reference = models.CharField(max_length=64, default="", blank=True)
    months_in_arrears = models.PositiveSmallIntegerField()  # before it
    activated = models.BooleanField()  # somebody's card became active by it
    active_after = models.BooleanField()  # everybody who pays for themselves was active then

    class Meta:
        db_table = "contribution_payment"
        constraints = (
            models.UniqueConstraint(
                fields=["partner", "request_id"], name="contribution_payment_request"
            ),
            models.UniqueConstraint(fields=["receipt"], name="contribution_payment_receipt"),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | Q(via=Via.WRITE_OFF, amount=0),
                name="contribution_payment_amount",
            ),
            models.CheckConstraint(condition=Q(via__in=list(Via)), name="contribution_payment_via"),
        )
        indexes = (
            models.Index(fields=["family", "-recorded_at"], name="contribution_payment_family"),
            models.Index(fields=["recorded_at"], name="contribution_payment_recorded"),
        )

    def __str__(self) -> str:
        return f"payment {self.pk}"
