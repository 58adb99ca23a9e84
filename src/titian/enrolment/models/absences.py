from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.enrolment.models.offices import Office
from titian.platform.db.personal import Personal


class Absence(models.Model):
    """An officer's leave from an office, by their account; who takes over, or nobody in particular.

    `handed_at`: what they had in hand was given over.
    """

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    officer = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()
    hands_to = models.CharField(max_length=80, default="", blank=True)
    entered_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "enrol_absence"
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="enrol_absence_days"
            ),
            models.CheckConstraint(
                condition=~Q(hands_to=F("officer")), name="enrol_absence_to_another"
            ),
            models.UniqueConstraint(
                fields=["office", "officer", "first_day"], name="enrol_absence_once"
            ),
        )
        indexes = (
            models.Index(
                fields=["first_day"],
                name="enrol_absence_to_hand",
                condition=Q(handed_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"absence {self.pk} from {self.office_id}"
