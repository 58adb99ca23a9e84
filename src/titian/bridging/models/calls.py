from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.bridging.models.banks import Bank
from titian.bridging.types import Oddity, SnapService
from titian.platform.db.fields import OptionalSealedTextField
from titian.platform.db.personal import Personal, Scrub


class SnapCall(models.Model):
    """One call of a bank and its answer. Of the body only a hash is kept, of the answer a
    sealed copy: the same call of the same day gets the same answer.

    One row of a bank, a day and an external id `claims` them; a repeat, or somebody who only
    says to be that bank, does not.
    """

    personal: ClassVar[Personal] = {"answer_sealed": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    bank = models.ForeignKey(
        Bank, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    said_partner = models.CharField(max_length=80)
    service = models.CharField(max_length=2, choices=[(s, s) for s in SnapService])
    external_id = models.CharField(max_length=36)
    day = models.DateField()
    body_hash = models.BinaryField(max_length=32)
    outcome = models.CharField(max_length=7)
    odd = models.CharField(max_length=16, choices=[(o, o) for o in Oddity])
    reference = models.CharField(max_length=40)  # ours: "payment:42"
    claims = models.BooleanField()
    answer_sealed = OptionalSealedTextField(null=True)

    class Meta:
        db_table = "snap_call"
        constraints = (
            models.UniqueConstraint(
                fields=["bank", "day", "external_id"],
                condition=Q(claims=True),
                name="snap_call_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(claims=False) | Q(bank__isnull=False, answer_sealed__isnull=False),
                name="snap_call_claims_whole",
            ),
        )
        indexes = (
            models.Index(fields=["-id"], name="snap_call_odd", condition=~Q(odd="")),
            models.Index(fields=["at"], name="snap_call_at"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.said_partner} {self.service} {self.outcome}"
