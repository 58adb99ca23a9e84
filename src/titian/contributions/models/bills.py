from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.contributions.types import BillKind, PlanScheme, PlanState
from titian.platform.db.personal import Personal, Scrub


class DuesAccount(models.Model):
    """That a family's dues are kept here; its row is what a payment locks.

    From `opened_at` the bills say what is owed; before, the months in arrears on record.
    """

    personal: ClassVar[Personal] = {"family": Scrub.PSEUDONYM}

    family = models.OneToOneField(
        "members.Family", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "contribution_account"

    def __str__(self) -> str:
        return f"dues of family {self.pk}"


class Plan(models.Model):
    """Arrears paid by instalments. The bills it covers and its instalments point at it."""

    personal: ClassVar[Personal] = {"family": Scrub.PSEUDONYM, "client_key": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    family = models.ForeignKey(
        "members.Family", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    scheme = models.CharField(max_length=12, choices=[(kind, kind) for kind in PlanScheme])
    state = models.CharField(max_length=9, choices=[(state, state) for state in PlanState])
    total = models.PositiveBigIntegerField()
    parts = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField()  # in arrears when it was agreed
    client_key = models.CharField(max_length=64)
    agreed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "contribution_plan"
        constraints = (
            models.UniqueConstraint(
                fields=["family", "client_key"], name="contribution_plan_client_key"
            ),
            models.UniqueConstraint(
                fields=["family"],
                condition=Q(state=PlanState.RUNNING),
                name="contribution_plan_one_running",
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.RUNNING, ended_at__isnull=True)
                | (~Q(state=PlanState.RUNNING) & Q(ended_at__isnull=False)),
                name="contribution_plan_end",
            ),
        )

    def __str__(self) -> str:
        return f"plan {self.pk}"


class Bill(models.Model):
    """One thing to pay, with the figures it came from.

    An instalment is no new debt: paying it credits the months its plan covers, the oldest
    first (`credited`). A month is settled when it is paid, credited in full, or forgiven.
    """

    personal: ClassVar[Personal] = {"family": Scrub.PSEUDONYM, "case_ref": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    family = models.ForeignKey(
        "members.Family", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in BillKind])
    month = models.DateField()
    number = models.PositiveSmallIntegerField(default=0)
    of_parts = models.PositiveSmallIntegerField(default=0)
    plan = models.ForeignKey(
        Plan, null=True, on_delete=models.PROTECT, related_name="bills", db_index=False
    )
    due_on = models.DateField()
    people = models.PositiveSmallIntegerField(default=0)
    ward_class = models.CharField(max_length=4, default="", blank=True)
    tariff = models.PositiveIntegerField(default=0)
    subsidy = models.PositiveIntegerField(default=0)
    amount = models.PositiveBigIntegerField()
    credited = models.PositiveBigIntegerField(default=0, db_default=0)
    case_ref = models.CharField(max_length=64, default="", db_default="", blank=True)
    made_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        "contributions.Payment",
        null=True,
        on_delete=models.PROTECT,
        related_name="bills",
        db_index=False,
    )

    class Meta:
        db_table = "contribution_bill"
        constraints = (
            models.UniqueConstraint(
                fields=["family", "month", "number"],
                condition=Q(kind=BillKind.MONTHLY),
                name="contribution_bill_month",
            ),
            models.UniqueConstraint(
                fields=["plan", "number"],
                condition=Q(kind=BillKind.INSTALMENT),
                name="contribution_bill_part",
            ),
            models.UniqueConstraint(
                fields=["family", "case_ref"],
                condition=Q(kind=BillKind.FINE),
                name="contribution_bill_case",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, credited__lte=F("amount")),
                name="contribution_bill_amount",
            ),
            models.CheckConstraint(
                condition=~Q(kind=BillKind.MONTHLY)
                | Q(amount=F("people") * (F("tariff") - F("subsidy"))),
                name="contribution_bill_explained",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1), name="contribution_bill_month_begins"
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=False) | Q(credited__lt=F("amount")),
                name="contribution_bill_credited_is_settled",
            ),
        )
        indexes = (
            models.Index(
                fields=["family", "month"],
                condition=Q(settled_by__isnull=True),
                name="contribution_bill_open",
            ),
            models.Index(
                fields=["plan"], condition=Q(plan__isnull=False), name="contribution_bill_plan"
            ),
        )

    def __str__(self) -> str:
        return f"bill {self.pk}"


class BillingRun(models.Model):
    """How far the billing of a month has come, so that it goes on where it stopped."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    month = models.DateField()
    turn = models.PositiveSmallIntegerField()  # 1 at its beginning, 2 for who joined later
    last_family = models.BigIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "contribution_billing_run"
        constraints = (
            models.UniqueConstraint(fields=["month", "turn"], name="contribution_run_month"),
        )

    def __str__(self) -> str:
        return f"billing of {self.month:%Y-%m}, turn {self.turn}"
