from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub
from titian.visits.models.visits import Visit


class Diagnosis(models.Model):
    """ICD-10; rank 1 is the main one."""

    personal: ClassVar[Personal] = {"code": Scrub.ERASE, "name": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    visit = models.ForeignKey(
        Visit, on_delete=models.CASCADE, related_name="diagnoses", db_index=False
    )
    rank = models.PositiveSmallIntegerField()
    code = SealedTextField()
    name = SealedTextField()

    class Meta:
        db_table = "visit_diagnosis"
        constraints = (
            models.UniqueConstraint(fields=["visit", "rank"], name="visit_diagnosis_rank"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="visit_diagnosis_from_one"),
        )

    def __str__(self) -> str:
        return f"visit {self.visit_id}, diagnosis {self.rank}"


class Procedure(models.Model):
    """ICD-9-CM at hospitals, the scheme's own codes at clinics."""

    personal: ClassVar[Personal] = {
        "code": Scrub.ERASE,
        "name": Scrub.ERASE,
        "note": Scrub.ERASE,
        "result": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="procedures")
    code = SealedTextField()
    name = SealedTextField()
    cost = models.BigIntegerField(default=0)
    note = SealedTextField()
    result = SealedTextField()

    class Meta:
        db_table = "visit_procedure"
        constraints = (
            models.CheckConstraint(condition=Q(cost__gte=0), name="visit_procedure_cost"),
        )

    def __str__(self) -> str:
        return f"visit {self.visit_id}, procedure {self.pk}"


class Medicine(models.Model):
    """What was given, and how it is to be taken."""

    personal: ClassVar[Personal] = {
        "code": Scrub.ERASE,
        "name": Scrub.ERASE,
        "times": Scrub.ERASE,
        "each": Scrub.ERASE,
        "amount": Scrub.ERASE,
        "how": Scrub.ERASE,
        "compound": Scrub.ERASE,
        "is_chronic": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="medicines")
    code = SealedTextField()
    name = SealedTextField()
    times = models.CharField(max_length=40, default="", blank=True)
    each = models.CharField(max_length=40, default="", blank=True)
    amount = models.CharField(max_length=40, default="", blank=True)
    how = SealedTextField()
    compound = models.CharField(max_length=10, default="", blank=True)
    is_chronic = models.BooleanField(default=False)
    is_listed = models.BooleanField(default=True)

    class Meta:
        db_table = "visit_medicine"

    def __str__(self) -> str:
        return f"visit {self.visit_id}, medicine {self.pk}"
