from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.platform.db.personal import Personal, Scrub

_PERSON = "members.Person"


class HistoryLeave(models.Model):
    """An adult lets one relative or helper read the history of visits, until taken back."""

    personal: ClassVar[Personal] = {"person": Scrub.PSEUDONYM, "reader": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # At a counter: who heard the yes, and which document they saw.
    given_by = models.CharField(max_length=80, default="", db_default="", blank=True)
    document = models.CharField(max_length=8, default="", db_default="", blank=True)

    class Meta:
        db_table = "visit_history_leave"
        constraints = (
            models.UniqueConstraint(
                fields=["person", "reader"],
                condition=Q(ended_at__isnull=True),
                name="visit_history_leave_once",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("reader")), name="visit_history_leave_other"
            ),
            models.CheckConstraint(
                condition=Q(given_by="", document="") | ~Q(given_by="") & ~Q(document=""),
                name="visit_history_leave_heard",
            ),
        )

    def __str__(self) -> str:
        return f"leave {self.pk}"
