from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.platform.db.personal import Personal, Scrub


class Failure(models.Model):
    """One receipt. `reason` is the error's stable code, `feature` the route it happened on."""

    personal: ClassVar[Personal] = {"account": Scrub.PSEUDONYM, "redeemed_for": Scrub.PSEUDONYM}

    code = models.CharField(max_length=6, primary_key=True)
    at = models.DateTimeField()
    feature = models.CharField(max_length=80)
    reason = models.CharField(max_length=80)
    side = models.CharField(max_length=10)
    status = models.PositiveSmallIntegerField()
    region = models.CharField(max_length=13, default="", blank=True)
    account = models.CharField(max_length=80, default="", blank=True)
    redeemed_for = models.CharField(max_length=80, null=True, unique=True)

    class Meta:
        db_table = "failure"
        constraints = (
            models.CheckConstraint(
                condition=Q(side__in=["person", "ours", "theirs", "rule"]), name="failure_side"
            ),
        )
        indexes = (models.Index(fields=["at"], name="failure_at"),)

    def __str__(self) -> str:
        return f"{self.code[:3]}-{self.code[3:]}"
