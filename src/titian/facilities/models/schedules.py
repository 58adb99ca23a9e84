from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.facilities.models.places import Facility, Practitioner, Service
from titian.facilities.types import ExceptionKind
from titian.platform.db.personal import Personal


class Schedule(models.Model):
    """One weekly sitting, from `valid_from` until the day before `valid_until`.

    A practitioner is never planned in two rooms at once (an exclusion constraint, and foreign
    keys that keep facility, service and practitioner together: migration 0002).
    """

    personal: ClassVar[Personal] = {}

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="schedules")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="schedules")
    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.CASCADE, related_name="schedules"
    )
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()
    bookable = models.PositiveSmallIntegerField()
    counter = models.PositiveSmallIntegerField()
    reserve = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        db_table = "facility_schedule"
        constraints = (
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 7)), name="facility_schedule_weekday"
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="facility_schedule_order"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="facility_schedule_validity",
            ),
            models.CheckConstraint(
                condition=Q(bookable__gt=0) | Q(counter__gt=0), name="facility_schedule_has_places"
            ),
        )

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}-{self.ends} {self.service_id}"


class ScheduleException(models.Model):
    """A day that differs: closed, or held at other hours (then even on a holiday)."""

    personal: ClassVar[Personal] = {}

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="exceptions")
    date = models.DateField()
    service = models.ForeignKey(Service, null=True, on_delete=models.CASCADE, related_name="+")
    practitioner = models.ForeignKey(
        Practitioner, null=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=7, choices=[(kind, kind) for kind in ExceptionKind])
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    reason = models.CharField(max_length=200)

    class Meta:
        db_table = "facility_exception"
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "date", "service", "practitioner"],
                name="facility_exception_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(kind=ExceptionKind.CLOSED, starts__isnull=True, ends__isnull=True)
                | Q(
                    kind=ExceptionKind.CHANGED,
                    starts__isnull=False,
                    ends__isnull=False,
                    ends__gt=F("starts"),
                ),
                name="facility_exception_hours",
            ),
        )

    def __str__(self) -> str:
        return f"{self.facility_id} {self.date} {self.kind}"
