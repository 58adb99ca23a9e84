from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from titian.facilities.types import ExceptionKind, FacilityKind
from titian.platform.db.personal import Personal, Scrub

_REGION = "regions.Region"


class Facility(models.Model):
    """A place of care. Only the regency is stated by the source; the rest of its place is
    found by name, hence approximate.
    """

    personal: ClassVar[Personal] = {}

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=9, choices=[(kind, kind) for kind in FacilityKind])
    regency = models.ForeignKey(_REGION, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(_REGION, null=True, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(_REGION, null=True, on_delete=models.PROTECT, related_name="+")
    timezone = models.CharField(max_length=40)
    uses_titian = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)  # services, hours, phone are invented
    phone = models.CharField(max_length=40, default="", blank=True)
    address_note = models.CharField(max_length=200, default="", blank=True)
    words = ArrayField(models.TextField(), default=list)

    class Meta:
        db_table = "facility"
        constraints = (
            models.CheckConstraint(
                condition=Q(village__isnull=True) | Q(district__isnull=False),
                name="facility_village_has_district",
            ),
        )
        indexes = (
            GinIndex(fields=["words"], name="facility_words"),
            models.Index(fields=["id"], name="facility_on_titian", condition=Q(uses_titian=True)),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class OpeningHours(models.Model):
    """When the doors are open on a weekday (1 Monday … 7 Sunday); none: closed."""

    personal: ClassVar[Personal] = {}

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        db_table = "facility_hours"
        constraints = (
            models.UniqueConstraint(fields=["facility", "weekday"], name="facility_hours_once"),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 7)), name="facility_hours_weekday"
            ),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="facility_hours_order"),
        )

    def __str__(self) -> str:
        return f"{self.facility_id} {self.weekday} {self.opens}-{self.closes}"


class Service(models.Model):
    """What a facility offers, e.g. 001 "Poli Umum"; its letter stands before the numbers."""

    personal: ClassVar[Personal] = {}

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="services")
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    letter = models.CharField(max_length=2)

    class Meta:
        db_table = "facility_service"
        constraints = (
            models.UniqueConstraint(fields=["facility", "code"], name="facility_service_code"),
            models.UniqueConstraint(fields=["facility", "letter"], name="facility_service_letter"),
        )

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"


class Practitioner(models.Model):
    """A doctor, dentist, midwife or nurse who sits for a facility's services."""

    personal: ClassVar[Personal] = {"name": Scrub.PSEUDONYM}

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="practitioners")
    name = models.CharField(max_length=120)

    class Meta:
        db_table = "facility_practitioner"
        constraints = (
            models.UniqueConstraint(fields=["facility", "name"], name="facility_practitioner_name"),
        )

    def __str__(self) -> str:
        return self.name


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
