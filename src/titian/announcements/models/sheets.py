from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.announcements.types import Act, State
from titian.platform.db.personal import Personal

STATES = [(one, one) for one in State]
_DECIDED = (State.APPROVED, State.PUBLISHED)


class Sheet(models.Model):
    """What two people have in hand before anybody reads it; `version` counts its steps."""

    id = models.BigAutoField(primary_key=True)
    client_key = models.UUIDField(unique=True)
    state = models.CharField(max_length=9, choices=STATES)
    version = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=80)  # who changed the words last
    written_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, default="", blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def by_two(table: str) -> tuple[models.BaseConstraint, ...]:
    """What is out was approved, and not by who wrote it."""
    return (
        models.CheckConstraint(condition=Q(state__in=list(State)), name=f"{table}_state"),
        models.CheckConstraint(
            condition=Q(decided_by="") | ~Q(decided_by=F("written_by")),
            name=f"{table}_two_people",
        ),
        models.CheckConstraint(
            condition=Q(decided_by="", decided_at__isnull=True)
            | ~Q(decided_by="") & Q(decided_at__isnull=False),
            name=f"{table}_decided_pair",
        ),
        models.CheckConstraint(
            condition=~Q(state__in=_DECIDED) | ~Q(decided_by=""), name=f"{table}_decided"
        ),
    )


class Move(models.Model):
    """One step, with the words as they then were: added, never changed (a trigger says so)."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    subject = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=8, choices=[(one, one) for one in Act])
    state = models.CharField(max_length=9, choices=STATES)
    content = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, default="", blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    client_key = models.UUIDField(unique=True)

    class Meta:
        db_table = "announce_move"
        constraints = (
            models.UniqueConstraint(fields=["subject", "number"], name="announce_move_number"),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.number}: {self.act}"
