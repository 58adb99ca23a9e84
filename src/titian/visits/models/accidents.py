from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.platform.db.personal import Personal, Scrub


class AccidentCover(models.Model):
    """What the accident insurer was told of a letter, and what it answered, in rupiah."""

    personal: ClassVar[Personal] = {
        "register_number": Scrub.ERASE,
        "guarantee_number": Scrub.ERASE,
        "words": Scrub.ERASE,
        "covered": Scrub.ERASE,
        "paid": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    letter = models.OneToOneField(
        "visits.EligibilityLetter", on_delete=models.PROTECT, related_name="accident_cover"
    )
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=80)
    register_number = models.CharField(max_length=40, default="", blank=True)
    guarantee_number = models.CharField(max_length=40, default="", blank=True)
    is_guaranteed = models.BooleanField(default=False)
    covered = models.PositiveBigIntegerField(default=0)
    ceiling = models.PositiveBigIntegerField(default=0)
    paid = models.PositiveBigIntegerField(default=0)
    words = models.CharField(max_length=300, default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        db_table = "visit_accident_cover"
        constraints = (
            models.CheckConstraint(
                condition=Q(covered__lte=F("ceiling")) & Q(paid__lte=F("covered")),
                name="visit_accident_cover_amounts",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="", is_guaranteed=False)
                | Q(answered_at__gte=F("sent_at")) & ~Q(answered_by=""),
                name="visit_accident_cover_answered",
            ),
            models.CheckConstraint(
                condition=Q(is_guaranteed=True) | Q(covered=0, paid=0),
                name="visit_accident_cover_guaranteed",
            ),
        )

    def __str__(self) -> str:
        return f"accident {self.letter_id}"
