from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from titian.enrolment.types import ApplicationKind, OfficeKind, ProcedureState
from titian.platform.db.personal import Personal


class City(models.Model):
    """A regency or city that enrols residents it pays for; its code is the region's ("35.73")."""

    personal: ClassVar[Personal] = {}

    code = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=100)
    head_title = models.CharField(max_length=100)  # who signs: "Kepala Dinas Kesehatan …"
    timezone = models.CharField(max_length=40, default="Asia/Jakarta")
    people_now = models.PositiveIntegerField(default=0)  # covered by it, counted anew each night

    class Meta:
        db_table = "enrol_city"

    def __str__(self) -> str:
        return self.name


class CityTerm(models.Model):
    """What holds between the city and the scheme from a day on (domain-rules §4, UHC levels).

    `people_paid` is how many the budget of that time pays for; NULL is no limit.
    """

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="terms")
    valid_from = models.DateField()
    same_day = models.BooleanField()  # UHC Prioritas: active the same day; else the 1st of next
    cutoff_day = models.PositiveSmallIntegerField(null=True)  # letters after it: a month later
    people_paid = models.PositiveIntegerField(null=True)
    basis = models.CharField(max_length=200)

    class Meta:
        db_table = "enrol_city_term"
        constraints = (
            models.UniqueConstraint(fields=["city", "valid_from"], name="enrol_city_term_from"),
            models.CheckConstraint(
                condition=Q(cutoff_day__isnull=True) | Q(cutoff_day__range=(1, 28)),
                name="enrol_city_term_cutoff",
            ),
        )

    def __str__(self) -> str:
        return f"{self.city_id} from {self.valid_from}"


class CareLimit(models.Model):
    """How many people the city lets one facility of first care have; without a row, no limit."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    facility = models.OneToOneField(
        "facilities.Facility", on_delete=models.PROTECT, related_name="+"
    )
    people = models.PositiveIntegerField()

    class Meta:
        db_table = "enrol_care_limit"

    def __str__(self) -> str:
        return f"{self.facility_id}: {self.people}"


class Office(models.Model):
    """An office that enters or decides: a village's, or one agency's of the city.

    The code is the village's ("35.73.01.1006") or the city's with the kind ("35.73/social");
    officers hold grants over it. Weekdays are numbered from Monday, 0.
    """

    personal: ClassVar[Personal] = {}

    code = models.CharField(max_length=24, primary_key=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="offices")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in OfficeKind])
    name = models.CharField(max_length=120)
    village = models.OneToOneField(
        "regions.Region", null=True, on_delete=models.PROTECT, related_name="+"
    )
    opens = models.TimeField()
    closes = models.TimeField()
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list)

    class Meta:
        db_table = "enrol_office"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=OfficeKind.VILLAGE, village__isnull=False)
                | ~Q(kind=OfficeKind.VILLAGE) & Q(village__isnull=True),
                name="enrol_office_village",
            ),
            models.UniqueConstraint(
                fields=["city", "kind"],
                name="enrol_office_one_agency",
                condition=~Q(kind=OfficeKind.VILLAGE),
            ),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="enrol_office_hours"),
            models.CheckConstraint(
                condition=Q(weekdays__len__gt=0), name="enrol_office_some_weekday"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """One version of the written procedure of one kind; an approved one never changes.

    `body` is what `rules.procedure` reads. The one begun last, of those approved, holds.
    """

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="procedures")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in ApplicationKind])
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=[(one, one) for one in ProcedureState])
    valid_from = models.DateField()
    body = models.JSONField()
    drafted_by = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    approved_by = models.CharField(max_length=80, default="", blank=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "enrol_procedure"
        constraints = (
            models.UniqueConstraint(
                fields=["city", "kind", "version"], name="enrol_procedure_version"
            ),
            models.UniqueConstraint(
                fields=["city", "kind", "valid_from"],
                name="enrol_procedure_from",
                condition=Q(state=ProcedureState.APPROVED),
            ),
            models.CheckConstraint(
                condition=Q(state=ProcedureState.APPROVED, approved_at__isnull=False)
                & ~Q(approved_by="")
                & ~Q(approved_by=F("drafted_by"))
                | ~Q(state=ProcedureState.APPROVED) & Q(approved_by="", approved_at__isnull=True),
                name="enrol_procedure_two_people",
            ),
        )

    def __str__(self) -> str:
        return f"{self.city_id} {self.kind} v{self.version}"
