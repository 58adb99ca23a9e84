from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.platform.db.personal import Personal


class Parameter(models.Model):
    """An amount, rate or window as the law has it, from a day to a day (domain-rules §12.1)."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=60)
    region = models.CharField(max_length=13, default="", blank=True)  # "" = everywhere
    value = models.DecimalField(max_digits=16, decimal_places=6)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    legal_basis = models.CharField(max_length=120)
    confidence = models.CharField(max_length=2, choices=[(c, c) for c in ("H", "H*", "M", "L")])

    class Meta:
        db_table = "contribution_parameter"
        constraints = (
            models.UniqueConstraint(
                fields=["key", "region", "valid_from"], name="contribution_parameter_from"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="contribution_parameter_days",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} from {self.valid_from}: {self.value}"
