from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.platform.db.personal import Personal
from titian.queue.types import HoursVerdict

_FACILITY = "facilities.Facility"


class ProposedHours(models.Model):
    """Hours a facility's system asks for; its manager may accept or refuse them until they count.

    Whoever says nothing in time has agreed: `approved_at` is known beforehand.
    """

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    facility = models.ForeignKey(_FACILITY, on_delete=models.CASCADE, related_name="+")
    service = models.ForeignKey("facilities.Service", on_delete=models.CASCADE, related_name="+")
    practitioner = models.ForeignKey(
        "facilities.Practitioner", on_delete=models.CASCADE, related_name="+"
    )
    hours = models.JSONField()  # [[weekday, "08:00", "12:00"], …]
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    approved_at = models.DateTimeField()
    refused_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=80, default="", blank=True)
    verdict = models.CharField(max_length=8, default="", blank=True)
    words = models.CharField(max_length=200, default="", blank=True)
    decided_by = models.CharField(max_length=80, default="", blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "queue_proposed_hours"
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict__in=["", *HoursVerdict]), name="queue_proposed_verdict"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", decided_by="", decided_at__isnull=True)
                | (~Q(verdict="") & ~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="queue_proposed_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(verdict="") | ~Q(decided_by=F("proposed_by")),
                name="queue_proposed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(verdict=HoursVerdict.REFUSED)
                | (~Q(words="") & Q(refused_at__isnull=False)),
                name="queue_proposed_refused_why",
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(refused_at__isnull=True),
                name="queue_proposed_one_end",
            ),
        )
        indexes = (
            models.Index(
                fields=["approved_at"],
                name="queue_proposed_due",
                condition=Q(applied_at__isnull=True, refused_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.facility_id} {self.practitioner_id}"
