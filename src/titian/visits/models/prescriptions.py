from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.platform.db.personal import Personal, Scrub

_FACILITY = "facilities.Facility"


class Prescription(models.Model):
    """Medicines a pharmacy hands out on an eligibility letter."""

    personal: ClassVar[Personal] = {"person": Scrub.PSEUDONYM, "letter_number": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    number = models.CharField(max_length=19, unique=True)
    pharmacy = models.ForeignKey(_FACILITY, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    letter_number = models.CharField(max_length=19)
    own_number = models.CharField(max_length=20)  # the pharmacy's own, NORESEP
    kind = models.CharField(max_length=1)
    service_code = models.CharField(max_length=10, default="", blank=True)
    practitioner_code = models.CharField(max_length=20, default="", blank=True)
    prescribed_on = models.DateField()
    dispensed_on = models.DateField()
    repeats = models.PositiveSmallIntegerField(default=0)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "visit_prescription"
        constraints = (
            models.UniqueConstraint(
                fields=["pharmacy", "letter_number", "own_number"],
                condition=Q(withdrawn_at__isnull=True),
                name="visit_prescription_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("1", "2", "3")), name="visit_prescription_kind"
            ),
        )
        indexes = (
            models.Index(fields=["pharmacy", "dispensed_on"], name="visit_prescription_day"),
        )

    def __str__(self) -> str:
        return self.number


class PrescriptionLine(models.Model):
    """One medicine of a prescription; those of one compound share its mark (R.01)."""

    personal: ClassVar[Personal] = {
        "medicine_code": Scrub.ERASE,
        "medicine_name": Scrub.ERASE,
        "note": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    prescription = models.ForeignKey(
        Prescription, on_delete=models.CASCADE, related_name="lines", db_index=False
    )
    compound = models.CharField(max_length=10, default="", blank=True)
    medicine_code = models.CharField(max_length=20)
    medicine_name = models.CharField(max_length=120)
    times = models.PositiveSmallIntegerField()
    each = models.DecimalField(max_digits=6, decimal_places=2)
    requested = models.PositiveIntegerField(default=0)
    amount = models.PositiveIntegerField()
    days = models.PositiveSmallIntegerField()
    price = models.PositiveIntegerField()
    note = models.CharField(max_length=100, default="", blank=True)

    class Meta:
        db_table = "visit_prescription_line"
        constraints = (
            models.UniqueConstraint(
                fields=["prescription", "compound", "medicine_code"],
                name="visit_prescription_line_once",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="visit_prescription_line_amount"
            ),
        )

    def __str__(self) -> str:
        return f"line {self.pk}"


class MedicineStock(models.Model):
    """How much of a medicine a pharmacy says it has."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    facility = models.ForeignKey(
        _FACILITY, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    medicine_code = models.CharField(max_length=20)
    amount = models.PositiveIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        db_table = "visit_medicine_stock"
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "medicine_code"], name="visit_medicine_stock_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.medicine_code}: {self.amount}"
