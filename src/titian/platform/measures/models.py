from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.platform.db.personal import Personal, Scrub
from titian.platform.measures.types import Journey


class Tally(models.Model):
    """The steps of one journey in one hour, of all machines together."""

    personal: ClassVar[Personal] = {}

    hour = models.DateTimeField()
    journey = models.CharField(max_length=12, choices=[(one, one) for one in Journey])
    ok = models.PositiveBigIntegerField(default=0)
    slow = models.PositiveBigIntegerField(default=0)
    failed = models.PositiveBigIntegerField(default=0)

    class Meta:
        db_table = "measure_tally"
        constraints = (
            models.UniqueConstraint(fields=["hour", "journey"], name="measure_tally_once"),
        )

    def __str__(self) -> str:
        return f"{self.journey} {self.hour:%Y-%m-%d %H}"


class Maintenance(models.Model):
    """Work on Titian that is said in advance, to everybody."""

    personal: ClassVar[Personal] = {"planned_by": Scrub.PSEUDONYM}

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    said_id = models.CharField(max_length=200)
    said_en = models.CharField(max_length=200)
    planned_by = models.CharField(max_length=80)
    planned_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "measure_maintenance"
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="measure_maintenance_period"
            ),
        )

    def __str__(self) -> str:
        return f"maintenance {self.starts_at:%Y-%m-%d %H:%M}"
