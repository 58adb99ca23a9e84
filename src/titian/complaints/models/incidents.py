from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.complaints.models.cases import Case
from titian.complaints.types import Category, IncidentState, NoticeStep
from titian.kernel.errors import Side
from titian.platform.db.personal import Personal, Scrub


class Incident(models.Model):
    """One trouble of many people: nothing here is about one of them."""

    personal: ClassVar[Personal] = {"opened_by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    slug = models.CharField(max_length=12, unique=True)
    client_key = models.UUIDField(unique=True)
    title = models.CharField(max_length=120)
    category = models.CharField(max_length=12, choices=[(one, one) for one in Category])
    side = models.CharField(max_length=8, choices=[(one, one) for one in Side])
    region = models.ForeignKey(
        "regions.Region", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    since = models.DateTimeField()
    state = models.CharField(max_length=8, choices=[(one, one) for one in IncidentState])
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "complaint_incident"
        constraints = (
            models.CheckConstraint(
                condition=Q(state=IncidentState.ENDED, ended_at__isnull=False)
                | (~Q(state=IncidentState.ENDED) & Q(ended_at__isnull=True)),
                name="complaint_incident_ended",
            ),
        )
        indexes = (models.Index(fields=["state", "-since"], name="complaint_incident_state"),)

    def __str__(self) -> str:
        return f"incident {self.slug}"


class IncidentNotice(models.Model):
    """What is said to everybody, once a second person has approved it."""

    personal: ClassVar[Personal] = {
        "written_by": Scrub.PSEUDONYM,
        "approved_by": Scrub.PSEUDONYM,
    }

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="notices")
    client_key = models.UUIDField(unique=True)
    step = models.CharField(max_length=6, choices=[(one, one) for one in NoticeStep])
    text = models.TextField()
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()
    approved_by = models.CharField(max_length=80, default="", blank=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "complaint_incident_notice"
        constraints = (
            models.CheckConstraint(
                condition=~Q(approved_by=F("written_by")), name="complaint_notice_two_people"
            ),
            models.CheckConstraint(
                condition=Q(approved_by="", approved_at__isnull=True)
                | (~Q(approved_by="") & Q(approved_at__isnull=False)),
                name="complaint_notice_approved",
            ),
            models.UniqueConstraint(
                fields=["incident"],
                condition=Q(approved_at__isnull=True),
                name="complaint_notice_one_waits",
            ),
        )

    def __str__(self) -> str:
        return f"notice {self.pk} of incident {self.incident_id}"


class IncidentCase(models.Model):
    """A case that is answered once with its incident, unless it was answered alone before."""

    personal: ClassVar[Personal] = {"attached_by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="cases")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="incidents")
    attached_by = models.CharField(max_length=80)
    attached_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "complaint_incident_case"
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(answered_at__isnull=True),
                name="complaint_incident_once",
            ),
            models.UniqueConstraint(fields=["incident", "case"], name="complaint_incident_pair"),
        )
        indexes = (
            models.Index(
                fields=["incident"],
                condition=Q(answered_at__isnull=True),
                name="complaint_incident_waits",
            ),
        )

    def __str__(self) -> str:
        return f"case {self.case_id} of incident {self.incident_id}"
