from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.platform.db.fields import OptionalSealedTextField
from titian.platform.db.personal import Personal, Scrub

PROGRAMMES = ("01", "02")
_FACILITY = "facilities.Facility"


class Club(models.Model):
    """People with the same chronic illness who meet at a clinic (Prolanis)."""

    personal: ClassVar[Personal] = {
        "leader_name": Scrub.PSEUDONYM,
        "leader_phone": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    facility = models.ForeignKey(_FACILITY, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=2)
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200, default="", blank=True)
    leader_name = models.CharField(max_length=120, default="", blank=True)
    leader_phone = OptionalSealedTextField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        db_table = "visit_club"
        constraints = (
            models.UniqueConstraint(fields=["facility", "name"], name="visit_club_name"),
            models.CheckConstraint(
                condition=Q(programme__in=PROGRAMMES), name="visit_club_programme"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="visit_club_days"
            ),
        )

    def __str__(self) -> str:
        return self.name


class GroupActivity(models.Model):
    """A meeting of a club: exercise, teaching, or both, on a day."""

    personal: ClassVar[Personal] = {"speaker": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    facility = models.ForeignKey(_FACILITY, on_delete=models.PROTECT, related_name="+")
    club = models.ForeignKey(
        Club, null=True, on_delete=models.PROTECT, related_name="activities", db_index=False
    )
    programme = models.CharField(max_length=2)
    kind = models.CharField(max_length=2)
    held_on = models.DateField()
    topic = models.CharField(max_length=200, default="", blank=True)
    speaker = models.CharField(max_length=120, default="", blank=True)
    place = models.CharField(max_length=200, default="", blank=True)
    note = models.CharField(max_length=200, default="", blank=True)
    cost = models.PositiveIntegerField(default=0)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "visit_activity"
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "held_on", "programme", "kind", "club"],
                condition=Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="visit_activity_once",
            ),
            models.CheckConstraint(
                condition=Q(programme__in=PROGRAMMES), name="visit_activity_programme"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("01", "10", "11")), name="visit_activity_kind"
            ),
        )

    def __str__(self) -> str:
        return f"activity {self.pk}"


class Attendance(models.Model):
    """Somebody took part in a meeting."""

    personal: ClassVar[Personal] = {"person": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    activity = models.ForeignKey(
        GroupActivity, on_delete=models.CASCADE, related_name="attendance", db_index=False
    )
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "visit_attendance"
        constraints = (
            models.UniqueConstraint(fields=["activity", "person"], name="visit_attendance_once"),
        )

    def __str__(self) -> str:
        return f"attendance {self.pk}"
