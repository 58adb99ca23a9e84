from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.complaints.models.cases import Case
from titian.complaints.types import ClockKind
from titian.kernel.promises import Unit
from titian.platform.db.personal import Personal


class Clock(models.Model):
    """One promise of a case; a reopened case is promised anew, as the next round.

    `used` ran before `runs_from`. While it waits for the person, `due_at` is empty.
    """

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=5, choices=[(one, one) for one in ClockKind])
    round = models.PositiveSmallIntegerField(default=0)
    unit = models.CharField(max_length=13, choices=[(one, one) for one in Unit])
    within = models.DurationField()
    used = models.DurationField()
    runs_from = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    told_share = models.PositiveSmallIntegerField(default=0)
    tell_at = models.DateTimeField(null=True)  # when the next share has gone

    class Meta:
        db_table = "complaint_clock"
        constraints = (
            models.UniqueConstraint(fields=["case", "kind", "round"], name="complaint_clock_round"),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | Q(tell_at__isnull=True),
                name="complaint_clock_met_is_silent",
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=False) | Q(tell_at__isnull=True),
                name="complaint_clock_stopped_is_silent",
            ),
        )
        indexes = (
            models.Index(
                fields=["tell_at"],
                condition=Q(tell_at__isnull=False),
                name="complaint_clock_tells",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} clock of case {self.case_id}"
