from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.platform.db.fields import SealedTextField
from titian.platform.db.personal import Personal, Scrub
from titian.referrals.types import CareKind
from titian.visits.types import Outcome, Source, VisitState

_PERSON = "members.Person"
_FACILITY = "facilities.Facility"


class Visit(models.Model):
    """One event of care in one place: typed at the desk or sent over the bridge, it is this row.

    Outpatient care of one person at one service of a facility on one day is one visit.
    """

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "service_code": Scrub.KEEP_COARSE,
        "service_name": Scrub.KEEP_COARSE,
        "practitioner": Scrub.KEEP_COARSE,
        "day": Scrub.KEEP_COARSE,
        "came_at": Scrub.KEEP_COARSE,
        "is_covered": Scrub.ERASE,
        "complaint": Scrub.ERASE,
        "vitals": Scrub.ERASE,
        "notes": Scrub.ERASE,
        "outcome": Scrub.ERASE,
        "ended_on": Scrub.KEEP_COARSE,
        "recorded_by": Scrub.PSEUDONYM,
    }

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+", db_index=False)
    facility = models.ForeignKey(
        _FACILITY, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    service_code = models.CharField(max_length=10)
    service_name = models.CharField(max_length=80)
    practitioner = models.ForeignKey(
        "facilities.Practitioner", null=True, on_delete=models.PROTECT, related_name="+"
    )
    care_kind = models.CharField(max_length=10)
    day = models.DateField()
    came_at = models.DateTimeField()
    registration = models.CharField(max_length=12)
    number = models.CharField(max_length=19, null=True)
    ticket_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, default=VisitState.REGISTERED)
    is_covered = models.BooleanField(default=True, db_default=True)  # active when they came
    outcome = models.CharField(max_length=12, default="", blank=True)
    ended_on = models.DateField(null=True)
    referral_number = models.CharField(max_length=19, default="", blank=True)
    complaint = SealedTextField()
    vitals = SealedTextField()  # JSON: what was measured, by name
    notes = SealedTextField()  # JSON: what a facility's own system wrote beside it
    source = models.CharField(max_length=6)
    client_key = models.CharField(max_length=80, null=True)
    record_key = models.CharField(max_length=80, null=True)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        db_table = "visit"
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "person", "service_code", "day"],
                condition=Q(care_kind=CareKind.OUTPATIENT) & ~Q(state=VisitState.CANCELLED),
                name="visit_one_event_one_row",
            ),
            models.UniqueConstraint(
                fields=["facility", "day", "registration"], name="visit_registration_once"
            ),
            models.UniqueConstraint(fields=["number"], name="visit_number"),
            models.UniqueConstraint(
                fields=["ticket_id"],
                condition=~Q(state=VisitState.CANCELLED),
                name="visit_of_ticket",
            ),
            models.UniqueConstraint(fields=["facility", "client_key"], name="visit_key"),
            models.CheckConstraint(condition=Q(state__in=list(VisitState)), name="visit_state"),
            models.CheckConstraint(
                condition=Q(care_kind__in=list(CareKind)), name="visit_care_kind"
            ),
            models.CheckConstraint(condition=Q(outcome__in=["", *Outcome]), name="visit_outcome"),
            models.CheckConstraint(condition=Q(source__in=list(Source)), name="visit_source"),
            models.CheckConstraint(
                condition=(Q(state=VisitState.ENDED) & ~Q(outcome="") & Q(ended_on__isnull=False))
                | (~Q(state=VisitState.ENDED) & Q(outcome="", ended_on__isnull=True)),
                name="visit_ended_pair",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("day")), name="visit_days"
            ),
        )
        indexes = (
            models.Index(fields=["person", "-day", "-id"], name="visit_by_person"),
            models.Index(fields=["facility", "day", "id"], name="visit_by_day"),
        )

    def __str__(self) -> str:
        return f"visit {self.pk}"


class VisitStep(models.Model):
    """One step of a visit's life, with who and when; a number that was given up stays here."""

    personal: ClassVar[Personal] = {"by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10)
    from_state = models.CharField(max_length=10, default="", blank=True)
    to_state = models.CharField(max_length=10)
    number = models.CharField(max_length=19, default="", blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        db_table = "visit_step"

    def __str__(self) -> str:
        return f"{self.act} {self.visit_id}"
