from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Personal, Scrub
from titian.referrals.types import (
    CareKind,
    Exemption,
    Origin,
    PaperState,
    ReferralKind,
    Source,
)

_PERSON, _FACILITY = "members.Person", "facilities.Facility"


class Referral(models.Model):
    """Somebody sent from one facility to another, for one service, once (domain-rules §3.2).

    The number is printed on papers; the diagnosis and what was written beside it are sealed.
    """

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "specialty_code": Scrub.KEEP_COARSE,
        "diagnosis_sealed": Scrub.ERASE,
        "note_sealed": Scrub.ERASE,
        "complaint_sealed": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    number = models.CharField(max_length=19, unique=True)
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=[(one, one) for one in ReferralKind])
    origin = models.CharField(max_length=8, choices=[(one, one) for one in Origin])
    exemption = models.CharField(
        max_length=9, choices=[(one, one) for one in Exemption], default="", blank=True
    )
    from_facility = models.ForeignKey(_FACILITY, on_delete=models.PROTECT, related_name="+")
    to_facility = models.ForeignKey(
        _FACILITY, null=True, on_delete=models.PROTECT, related_name="+"
    )
    practitioner = models.ForeignKey(
        "facilities.Practitioner", null=True, on_delete=models.PROTECT, related_name="+"
    )
    specialty_code = models.CharField(max_length=10, default="", blank=True)
    care_kind = models.CharField(max_length=10, choices=[(one, one) for one in CareKind])
    diagnosis_sealed = SealedTextField()
    note_sealed = OptionalSealedTextField(null=True)
    complaint_sealed = OptionalSealedTextField(null=True)
    from_letter = models.CharField(max_length=19, default="", blank=True)
    issued_on = models.DateField()
    planned_on = models.DateField()
    valid_until = models.DateField()
    state = models.CharField(max_length=9, choices=[(one, one) for one in PaperState])
    used_on = models.DateField(null=True)
    used_by_letter = models.CharField(max_length=19, default="", blank=True)
    source = models.CharField(max_length=6, choices=[(one, one) for one in Source])
    client_key = models.UUIDField(unique=True)
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "referral"
        constraints = (
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9A-Z]{19}$"), name="referral_number_shape"
            ),
            models.CheckConstraint(
                condition=Q(kind=ReferralKind.BACK, specialty_code="")
                | ~Q(kind=ReferralKind.BACK) & ~Q(specialty_code=""),
                name="referral_one_service",
            ),
            models.CheckConstraint(
                condition=Q(to_facility__isnull=True) | ~Q(to_facility=F("from_facility")),
                name="referral_leads_elsewhere",
            ),
            models.CheckConstraint(
                condition=Q(planned_on__gte=F("issued_on"), planned_on__lte=F("valid_until")),
                name="referral_planned_within",
            ),
            models.CheckConstraint(
                condition=Q(state=PaperState.USED, used_on__isnull=False) & ~Q(used_by_letter="")
                | ~Q(state=PaperState.USED) & Q(used_on__isnull=True, used_by_letter=""),
                name="referral_used_by",
            ),
            models.UniqueConstraint(
                fields=["person", "from_facility", "to_facility", "specialty_code", "issued_on"],
                name="referral_once_a_day",
                condition=~Q(state=PaperState.WITHDRAWN),
                nulls_distinct=False,
            ),
        )
        indexes = (
            models.Index(fields=["from_facility", "issued_on"], name="referral_written"),
            models.Index(fields=["to_facility", "issued_on"], name="referral_received"),
            models.Index(
                fields=["to_facility", "planned_on"],
                name="referral_planned",
                condition=Q(state=PaperState.OPEN),
            ),
            models.Index(
                fields=["valid_until"],
                name="referral_ending",
                condition=Q(state=PaperState.OPEN, reminded_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.number


class SpecialReferral(models.Model):
    """An extension of a referral to many visits within a span; codes are JSON lists, sealed."""

    personal: ClassVar[Personal] = {
        "diagnoses_sealed": Scrub.ERASE,
        "procedures_sealed": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="specials")
    facility = models.ForeignKey(_FACILITY, on_delete=models.PROTECT, related_name="+")
    diagnoses_sealed = SealedTextField()
    procedures_sealed = SealedTextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    client_key = models.UUIDField(unique=True)
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "referral_special"
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="referral_special_order"
            ),
            models.UniqueConstraint(
                fields=["referral", "starts_on"],
                name="referral_special_once",
                condition=Q(withdrawn_at__isnull=True),
            ),
        )
        indexes = (models.Index(fields=["facility", "starts_on"], name="referral_special_written"),)

    def __str__(self) -> str:
        return f"special {self.pk}"
