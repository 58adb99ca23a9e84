from typing import ClassVar

from django.db import models

from titian.platform.db.personal import Personal


class ReferralParameter(models.Model):
    """A number of days that law or practice sets, from a day on."""

    personal: ClassVar[Personal] = {}

    key = models.CharField(max_length=40)
    value = models.PositiveIntegerField()
    valid_from = models.DateField()
    legal_basis = models.CharField(max_length=200)
    confidence = models.CharField(max_length=1)

    class Meta:
        db_table = "referral_parameter"
        constraints = (
            models.UniqueConstraint(fields=["key", "valid_from"], name="referral_parameter_once"),
        )

    def __str__(self) -> str:
        return f"{self.key} = {self.value} from {self.valid_from}"
