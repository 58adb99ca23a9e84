from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub


class PoorLetter(models.Model):
    """An official letter that a family is poor: it frees from the service fine (§2.4)."""

    personal: ClassVar[Personal] = {
        "family": Scrub.PSEUDONYM,
        "number_sealed": Scrub.ERASE,
        "client_key": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    family = models.ForeignKey(
        "members.Family", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number_sealed = SealedTextField()
    issued_on = models.DateField()
    client_key = models.UUIDField(unique=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=80, default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "contribution_poor_letter"
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_by="", withdrawn_at__isnull=True)
                | ~Q(withdrawn_by="") & Q(withdrawn_at__isnull=False),
                name="contribution_poor_letter_withdrawn",
            ),
        )
        indexes = (models.Index(fields=["family"], name="contribution_poor_letter_of"),)

    def __str__(self) -> str:
        return f"letter of poverty {self.pk}"
