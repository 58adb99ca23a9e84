from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from titian.facilities.types import FacilityKind
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
    scheme_code = models.CharField(max_length=8, null=True, unique=True)  # "kode PPK", invented
    keeps_own_queue = models.BooleanField(default=False, db_default=False)
    hospital_class = models.CharField(max_length=1, default="", db_default="", blank=True)

    class Meta:
        db_table = "facility"
        constraints = (
            models.CheckConstraint(
                condition=Q(scheme_code__isnull=True) | Q(scheme_code__regex=r"^[0-9A-Z]{8}$"),
                name="facility_scheme_code_shape",
            ),
            models.CheckConstraint(
                condition=Q(hospital_class="")
                | Q(hospital_class__in=["A", "B", "C", "D"], kind=FacilityKind.HOSPITAL),
                name="facility_hospital_class",
            ),
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
    scheme_code = models.PositiveIntegerField(null=True)  # of the scheme, invented

    class Meta:
        db_table = "facility_practitioner"
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "scheme_code"], name="facility_practitioner_code"
            ),
            models.UniqueConstraint(fields=["facility", "name"], name="facility_practitioner_name"),
        )

    def __str__(self) -> str:
        return self.name


class NumberCounter(models.Model):
    """The last serial given in a facility's documents of one month and letter.

    Its row is locked until the document is written: a number is given once.
    """

    personal: ClassVar[Personal] = {}

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    letter = models.CharField(max_length=1)
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "facility_number"
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "month", "letter"], name="facility_number_once"
            ),
            models.CheckConstraint(
                condition=Q(last__range=(1, 999_999)), name="facility_number_digits"
            ),
        )

    def __str__(self) -> str:
        return f"{self.facility_id} {self.month:%m%y}{self.letter} {self.last}"
