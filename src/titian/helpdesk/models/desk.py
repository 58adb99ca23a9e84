from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.helpdesk.types import Outcome, Service
from titian.platform.db.personal import Personal, Scrub


class DeskSession(models.Model):
    """Somebody was served at the desk of a facility: what for, how long, how it ended.

    The receipt is said or printed; it opens nothing.
    """

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "by": Scrub.PSEUDONYM,
        "service": Scrub.KEEP_COARSE,
        "failure_code": Scrub.PSEUDONYM,
    }

    id = models.BigAutoField(primary_key=True)
    client_key = models.UUIDField(unique=True)
    receipt = models.CharField(max_length=12, unique=True)
    facility = models.ForeignKey(
        "facilities.Facility", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    person = models.ForeignKey(
        "members.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    failure_code = models.CharField(max_length=6, default="", blank=True)
    by = models.CharField(max_length=80)
    date = models.DateField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    service = models.CharField(
        max_length=10, default="", blank=True, choices=[(one, one) for one in Service]
    )
    outcome = models.CharField(
        max_length=9, default="", blank=True, choices=[(one, one) for one in Outcome]
    )
    minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "desk_session"
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, service="", outcome="")
                | Q(ended_at__isnull=False) & ~Q(service="") & ~Q(outcome=""),
                name="desk_session_ends_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="desk_session_ends_after_it_began",
            ),
        )
        indexes = (
            models.Index(fields=["facility", "date", "id"], name="desk_session_day"),
            models.Index(
                fields=["ended_at"], condition=Q(outcome=Outcome.BROKEN), name="desk_session_broken"
            ),
            models.Index(fields=["date", "facility"], name="desk_session_all"),
        )

    def __str__(self) -> str:
        return f"desk session {self.receipt}"
