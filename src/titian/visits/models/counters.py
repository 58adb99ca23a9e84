from typing import ClassVar

from django.db import models

from titian.platform.db.personal import Personal


class RegistrationCounter(models.Model):
    """The last registration number without a ticket, of one facility on one day."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    facility = models.ForeignKey(
        "facilities.Facility", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "visit_registration_counter"
        constraints = (
            models.UniqueConstraint(fields=["facility", "day"], name="visit_counter_once"),
        )

    def __str__(self) -> str:
        return f"{self.facility_id} {self.day}: {self.last}"
