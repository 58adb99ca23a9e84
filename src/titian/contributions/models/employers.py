from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub


class Employer(models.Model):
    """Who pays for workers. The code is the end of its virtual account (domain-rules §2.6)."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    regency = models.ForeignKey(
        "regions.Region", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # whose minimum wage is the floor

    class Meta:
        db_table = "contribution_employer"
        constraints = (
            models.UniqueConstraint(fields=["code"], name="contribution_employer_code"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d{8}$"), name="contribution_employer_digits"
            ),
        )

    def __str__(self) -> str:
        return f"employer {self.code}"


class Employment(models.Model):
    """A person's work at an employer, with the wage its share is reckoned from."""

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "family": Scrub.PSEUDONYM,
        "wage_sealed": Scrub.ERASE,
        "extra_members": Scrub.KEEP_COARSE,
    }

    id = models.BigAutoField(primary_key=True)
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="employments", db_index=False
    )
    person = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    family = models.ForeignKey(
        "members.Family", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    wage_sealed = SealedTextField()
    extra_members = models.PositiveSmallIntegerField(default=0)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "contribution_employment"
        constraints = (
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_on__isnull=True),
                name="contribution_employment_one",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="contribution_employment_days",
            ),
        )
        indexes = (
            models.Index(fields=["employer"], name="contribution_employment_of"),
            models.Index(fields=["family"], name="contribution_employment_in"),
        )

    def __str__(self) -> str:
        return f"employment {self.pk}"


class EmployerBill(models.Model):
    """What an employer pays for a month: the sum of its workers' shares in the ledger."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="bills", db_index=False
    )
    month = models.DateField()
    workers = models.PositiveIntegerField()
    amount = models.PositiveBigIntegerField()
    due_on = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "contribution_employer_bill"
        constraints = (
            models.UniqueConstraint(
                fields=["employer", "month"], name="contribution_employer_bill_month"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="contribution_employer_bill_amount"
            ),
        )

    def __str__(self) -> str:
        return f"bill {self.pk} of employer {self.employer_id}"
