from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.members.types import WardClass
from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub
from titian.referrals.types import CareKind
from titian.visits.models.visits import Visit
from titian.visits.types import Leaving, LetterState, Source

_ISSUED = Q(state=LetterState.ISSUED)


class EligibilityLetter(models.Model):
    """A letter (SEP) that the scheme pays for one visit at a hospital.

    `scope` is what one letter a day is for: the specialty, or the whole day, by parameter.
    """

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "issued_on": Scrub.KEEP_COARSE,
        "ward_class": Scrub.KEEP_COARSE,
        "specialty_code": Scrub.KEEP_COARSE,
        "specialty_name": Scrub.KEEP_COARSE,
        "scope": Scrub.KEEP_COARSE,
        "practitioner": Scrub.KEEP_COARSE,
        "diagnosis_code": Scrub.ERASE,
        "diagnosis_name": Scrub.ERASE,
        "mr_number": Scrub.ERASE,
        "details": Scrub.ERASE,
        "accident_kind": Scrub.ERASE,
        "fine_possible": Scrub.ERASE,
        "discharged_on": Scrub.KEEP_COARSE,
        "leaving": Scrub.ERASE,
        "died_on": Scrub.ERASE,
        "death_letter": Scrub.ERASE,
        "accident_report": Scrub.ERASE,
        "issued_by": Scrub.PSEUDONYM,
    }

    id = models.BigAutoField(primary_key=True)
    number = models.CharField(max_length=19)
    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, related_name="letters", db_index=False
    )
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="+")
    facility = models.ForeignKey(
        "facilities.Facility", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    practitioner = models.ForeignKey(
        "facilities.Practitioner", null=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    care_kind = models.CharField(max_length=10)
    ward_class = models.CharField(max_length=4)
    specialty_code = models.CharField(max_length=10, default="", blank=True)
    specialty_name = models.CharField(max_length=80, default="", blank=True)
    scope = models.CharField(max_length=10, default="", blank=True)
    diagnosis_code = SealedTextField()
    diagnosis_name = SealedTextField()
    referral_number = models.CharField(max_length=19, default="", blank=True)
    control_number = models.CharField(max_length=19, default="", blank=True)
    mr_number = SealedTextField()
    details = SealedTextField()  # JSON of LetterDetails
    accident_kind = models.PositiveSmallIntegerField(default=0)
    fine_possible = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=LetterState.ISSUED)
    is_claimed = models.BooleanField(default=False)
    discharged_on = models.DateField(null=True)
    leaving = models.CharField(max_length=11, default="", blank=True)
    died_on = models.DateField(null=True)
    death_letter = SealedTextField()
    accident_report = SealedTextField()
    source = models.CharField(max_length=6)
    client_key = models.CharField(max_length=80, null=True)
    issued_by = models.CharField(max_length=80)

    class Meta:
        db_table = "visit_letter"
        constraints = (
            models.UniqueConstraint(fields=["number"], name="visit_letter_number"),
            models.UniqueConstraint(
                fields=["visit"], condition=_ISSUED, name="visit_letter_one_a_visit"
            ),
            models.UniqueConstraint(
                fields=["person", "issued_on", "scope"],
                condition=_ISSUED & Q(care_kind=CareKind.OUTPATIENT),
                name="visit_letter_one_a_day",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=_ISSUED & Q(care_kind=CareKind.INPATIENT, discharged_on__isnull=True),
                name="visit_letter_one_bed",
            ),
            models.UniqueConstraint(fields=["facility", "client_key"], name="visit_letter_key"),
            models.CheckConstraint(
                condition=Q(state__in=list(LetterState)), name="visit_letter_state"
            ),
            models.CheckConstraint(
                condition=Q(care_kind__in=list(CareKind)), name="visit_letter_care_kind"
            ),
            models.CheckConstraint(
                condition=Q(ward_class__in=list(WardClass)), name="visit_letter_ward_class"
            ),
            models.CheckConstraint(
                condition=Q(source__in=list(Source)), name="visit_letter_source"
            ),
            models.CheckConstraint(condition=Q(accident_kind__lte=3), name="visit_letter_accident"),
            models.CheckConstraint(
                condition=Q(discharged_on__isnull=True, leaving="", died_on__isnull=True)
                | Q(discharged_on__isnull=False, leaving__in=list(Leaving)),
                name="visit_letter_discharged_pair",
            ),
            models.CheckConstraint(
                condition=Q(discharged_on__isnull=True) | Q(discharged_on__gte=F("issued_on")),
                name="visit_letter_days",
            ),
        )
        indexes = (
            models.Index(fields=["facility", "issued_on", "id"], name="visit_letter_by_day"),
            models.Index(fields=["facility", "discharged_on"], name="visit_letter_left"),
            models.Index(fields=["person", "-issued_on"], name="visit_letter_by_person"),
            models.Index(fields=["visit"], name="visit_letter_by_visit"),
            models.Index(
                fields=["referral_number"],
                condition=~Q(referral_number=""),
                name="visit_letter_by_referral",
            ),
        )

    def __str__(self) -> str:
        return f"letter {self.number}"
