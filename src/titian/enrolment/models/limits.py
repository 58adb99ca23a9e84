from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.enrolment.models.offices import City
from titian.enrolment.types import LimitState
from titian.platform.db.personal import Personal


class LimitChange(models.Model):
    """How many people the city is to pay for, or lets one facility have: proposed by one person,
    approved by another. NULL `people` is no limit; without a facility it is the city's budget.
    """

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    client_key = models.UUIDField(unique=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    facility = models.ForeignKey(
        "facilities.Facility", null=True, on_delete=models.PROTECT, related_name="+"
    )
    people = models.PositiveIntegerField(null=True)
    valid_from = models.DateField()
    basis = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=[(one, one) for one in LimitState])
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, default="", blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "enrol_limit_change"
        constraints = (
            models.UniqueConstraint(
                fields=["city"],
                name="enrol_limit_change_one_budget",
                condition=Q(state=LimitState.PROPOSED, facility__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["facility"],
                name="enrol_limit_change_one_facility",
                condition=Q(state=LimitState.PROPOSED, facility__isnull=False),
            ),
            models.CheckConstraint(
                condition=~Q(state=LimitState.APPROVED) | ~Q(decided_by=F("proposed_by")),
                name="enrol_limit_change_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state=LimitState.PROPOSED, decided_at__isnull=True, decided_by="")
                | ~Q(state=LimitState.PROPOSED) & Q(decided_at__isnull=False) & ~Q(decided_by=""),
                name="enrol_limit_change_decided",
            ),
        )

    def __str__(self) -> str:
        return f"limit {self.pk} of {self.city_id}: {self.state}"
