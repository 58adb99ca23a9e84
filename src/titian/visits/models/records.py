from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.platform.db.personal import Personal, Scrub


def record_name(letter_number: str, digest: bytes) -> str:
    return f"record:{letter_number}:{digest.hex()}"


class MedicalRecord(models.Model):
    """A medical record as a hospital sent it for an eligibility letter: sealed, never opened here.

    Sending other content for the same letter adds a row; the newest one counts.
    """

    personal: ClassVar[Personal] = {"content_sealed": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    letter_number = models.CharField(max_length=19)
    facility = models.ForeignKey("facilities.Facility", on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="records")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    digest = models.BinaryField(max_length=32)
    size = models.PositiveIntegerField()
    content_sealed = models.BinaryField()
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "visit_medical_record"
        constraints = (
            models.UniqueConstraint(
                fields=["letter_number", "digest"], name="visit_medical_record_once"
            ),
            models.CheckConstraint(
                condition=Q(month__range=(1, 12)), name="visit_medical_record_month"
            ),
        )

    def __str__(self) -> str:
        return f"record {self.pk}"

    @property
    def bound_to(self) -> str:
        """The name under which the content opens."""
        return record_name(self.letter_number, bytes(self.digest))
