from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Personal, Scrub
from titian.visits.types.chronic import PlanState


class ChronicPlan(models.Model):
    """Somebody chronically ill and stable goes back to their own clinic, with what they take.

    One living plan per letter; `told_sealed` is JSON: address, e-mail, note, advice.
    """

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "programme": Scrub.KEEP_COARSE,
        "told_sealed": Scrub.ERASE,
        "user": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    number = models.CharField(max_length=19, unique=True)
    letter = models.ForeignKey(
        "visits.EligibilityLetter", on_delete=models.PROTECT, related_name="plans", db_index=False
    )
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    facility = models.ForeignKey(
        "facilities.Facility", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    programme = models.CharField(max_length=2)
    practitioner = models.ForeignKey(
        "facilities.Practitioner",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    told_sealed = SealedTextField()
    written_on = models.DateField()
    state = models.CharField(max_length=9, choices=[(one, one) for one in PlanState])
    user = models.CharField(max_length=80, default="", blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "visit_chronic_plan"
        constraints = (
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(state=PlanState.ACTIVE),
                name="visit_chronic_plan_once",
            ),
            models.CheckConstraint(
                condition=Q(programme__regex=r"^0[1-9]$"), name="visit_chronic_plan_programme"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(PlanState)), name="visit_chronic_plan_state"
            ),
        )
        indexes = (models.Index(fields=["facility", "written_on"], name="visit_chronic_plan_day"),)

    def __str__(self) -> str:
        return self.number


class ChronicMedicine(models.Model):
    """One line of what somebody takes; name and dose are sealed together."""

    personal: ClassVar[Personal] = {"line_sealed": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(
        ChronicPlan, on_delete=models.CASCADE, related_name="medicines", db_index=False
    )
    place = models.PositiveSmallIntegerField()
    line_sealed = SealedTextField()

    class Meta:
        db_table = "visit_chronic_medicine"
        constraints = (
            models.UniqueConstraint(fields=["plan", "place"], name="visit_chronic_medicine_place"),
        )

    def __str__(self) -> str:
        return f"{self.plan_id} {self.place}"


class InternalReferral(models.Model):
    """To another specialty of the same hospital, within the care of one letter."""

    personal: ClassVar[Personal] = {
        "diagnosis_sealed": Scrub.ERASE,
        "user": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    number = models.CharField(max_length=19, unique=True)
    letter = models.ForeignKey(
        "visits.EligibilityLetter",
        on_delete=models.PROTECT,
        related_name="internal",
        db_index=False,
    )
    day = models.DateField()
    specialty_code = models.CharField(max_length=10)
    practitioner = models.ForeignKey(
        "facilities.Practitioner",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    diagnosis_sealed = OptionalSealedTextField(null=True)
    is_consultation = models.BooleanField(default=True)
    support_code = models.CharField(max_length=2, default="", blank=True)
    procedure_flag = models.CharField(max_length=1, default="", blank=True)
    user = models.CharField(max_length=80, default="", blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "visit_internal_referral"
        constraints = (
            models.UniqueConstraint(
                fields=["letter", "specialty_code", "day"],
                condition=Q(withdrawn_at__isnull=True),
                name="visit_internal_referral_once",
            ),
        )

    def __str__(self) -> str:
        return self.number
