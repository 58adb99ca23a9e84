from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Personal, Scrub
from titian.referrals.types import CareKind
from titian.visits.types.approvals import ApprovalKind
from titian.visits.types.identity import IdentityWay

_FACILITY, _PERSON = "facilities.Facility", "members.Person"
_CARE = [(kind, kind) for kind in CareKind]


class LetterApproval(models.Model):
    """Leave for a letter of an earlier day, or without a fingerprint: asked, then answered."""

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "reason_sealed": Scrub.ERASE,
        "answer_sealed": Scrub.ERASE,
        "user": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    facility = models.ForeignKey(_FACILITY, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    care_kind = models.CharField(max_length=10, choices=_CARE)
    kind = models.CharField(max_length=11, choices=[(kind, kind) for kind in ApprovalKind])
    reason_sealed = SealedTextField()
    user = models.CharField(max_length=80, default="", blank=True)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    granted_by = models.CharField(max_length=80, default="", blank=True)
    granted_at = models.DateTimeField(null=True)
    refused_by = models.CharField(max_length=80, default="", db_default="", blank=True)
    refused_at = models.DateTimeField(null=True)
    answer_sealed = OptionalSealedTextField(null=True)

    class Meta:
        db_table = "visit_approval"
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "day", "person", "care_kind", "kind"],
                name="visit_approval_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(ApprovalKind)), name="visit_approval_kind"
            ),
            models.CheckConstraint(
                condition=Q(care_kind__in=list(CareKind)), name="visit_approval_care"
            ),
            models.CheckConstraint(
                condition=Q(granted_by="", granted_at__isnull=True)
                | ~Q(granted_by="") & Q(granted_at__gte=F("asked_at")),
                name="visit_approval_granted",
            ),
            models.CheckConstraint(
                condition=Q(refused_by="", refused_at__isnull=True)
                | ~Q(refused_by="")
                & Q(refused_at__gte=F("asked_at"), granted_at__isnull=True)
                & Q(answer_sealed__isnull=False),
                name="visit_approval_refused",
            ),
        )
        indexes = (
            models.Index(
                fields=["asked_at"],
                name="visit_approval_waiting",
                condition=Q(granted_at__isnull=True, refused_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"approval {self.pk}"


class IdentityCheck(models.Model):
    """A facility made sure of a person that day; wrong answers to questions are counted."""

    personal: ClassVar[Personal] = {"person": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    facility = models.ForeignKey(_FACILITY, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    way = models.CharField(max_length=11, choices=[(way, way) for way in IdentityWay])
    wrong = models.PositiveSmallIntegerField(default=0)
    passed_at = models.DateTimeField(null=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "visit_identity"
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "day", "person", "way"], name="visit_identity_once"
            ),
            models.CheckConstraint(
                condition=Q(way__in=list(IdentityWay)), name="visit_identity_way"
            ),
            models.CheckConstraint(condition=Q(wrong__lte=3), name="visit_identity_tries"),
        )

    def __str__(self) -> str:
        return f"identity {self.pk}"
