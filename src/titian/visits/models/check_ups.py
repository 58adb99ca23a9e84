from typing import ClassVar

from django.db import models

from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub


class CheckUp(models.Model):
    """What the laboratory measured for a visit; the values are sealed JSON by name."""

    personal: ClassVar[Personal] = {"values_sealed": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    visit = models.ForeignKey(
        "visits.Visit", on_delete=models.CASCADE, related_name="check_ups", db_index=False
    )
    done_on = models.DateField()
    values_sealed = SealedTextField()
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "visit_check_up"
        constraints = (
            models.UniqueConstraint(fields=["visit", "done_on"], name="visit_check_up_once"),
        )

    def __str__(self) -> str:
        return f"check-up {self.pk}"
