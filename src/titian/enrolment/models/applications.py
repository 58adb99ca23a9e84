from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from titian.enrolment.models.offices import City, Office, Procedure
from titian.enrolment.rules import ENDED, UNDER_WAY
from titian.enrolment.types import (
    Act,
    ApplicationKind,
    ApplicationState,
    Channel,
    Comes,
    DocumentKind,
)
from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Personal, Scrub

_STATES = [(one, one) for one in ApplicationState]
_SENT_UNDER_WAY = sorted(UNDER_WAY - {ApplicationState.DRAFT})  # a draft keeps nobody out
_ENDED = sorted(ENDED)


class Application(models.Model):
    """A family card's application of one kind, from the first word to membership or refusal.

    `code` is what the applicant reads aloud; it says nothing. Once sent, one of a kind and card is
    under way at a time. `procedure` is the version it was sent under, and stays it.
    """

    personal: ClassVar[Personal] = {
        "kk_sealed": Scrub.PSEUDONYM,
        "kk_index": Scrub.ERASE,
        "head_name_sealed": Scrub.PSEUDONYM,
        "phone_sealed": Scrub.PSEUDONYM,
        "address_sealed": Scrub.ERASE,
        "comes_name_sealed": Scrub.PSEUDONYM,
        "words_sealed": Scrub.ERASE,
        "village": Scrub.KEEP_COARSE,
        "kind": Scrub.KEEP_COARSE,
        "comes": Scrub.KEEP_COARSE,
        "happened_on": Scrub.ERASE,
        "reason": Scrub.KEEP_COARSE,
    }

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=12, unique=True)
    client_key = models.UUIDField(unique=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in ApplicationKind])
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=_STATES)
    village = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=7, choices=[(one, one) for one in Channel])
    entered_by = models.CharField(max_length=80)
    kk_sealed = SealedTextField()
    kk_index = models.BinaryField(max_length=16)
    head_name_sealed = SealedTextField()
    phone_sealed = SealedTextField()
    address_sealed = SealedTextField()
    comes = models.CharField(max_length=13, choices=[(one, one) for one in Comes])
    comes_name_sealed = OptionalSealedTextField(null=True)
    words_sealed = OptionalSealedTextField(null=True)
    is_urgent = models.BooleanField(default=False)
    hospital_letter_at = models.DateTimeField(null=True)
    happened_on = models.DateField(null=True)  # the death, or the move away
    drafted_at = models.DateTimeField()  # begun, or last written while a draft
    submitted_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)  # membership is active by then
    urgent_until = models.DateTimeField(null=True)
    urgent_told = models.PositiveSmallIntegerField(default=0)  # of that time, told so far
    waiting_since = models.DateTimeField(null=True)  # for the order of the waiting list
    approved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    repairs = ArrayField(models.CharField(max_length=40), default=list)  # what is to be mended
    reason = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        db_table = "enrol_application"
        constraints = (
            models.UniqueConstraint(
                fields=["kk_index", "kind"],
                name="enrol_application_one_under_way",
                condition=Q(state__in=_SENT_UNDER_WAY),
            ),
            models.CheckConstraint(
                condition=Q(state__in=_ENDED, ended_at__isnull=False)
                | ~Q(state__in=_ENDED) & Q(ended_at__isnull=True),
                name="enrol_application_ended",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ApplicationState.DRAFT, ApplicationState.CANCELLED])
                | Q(submitted_at__isnull=False, promised_at__isnull=False),
                name="enrol_application_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.WAITING) | Q(waiting_since__isnull=False),
                name="enrol_application_waits_since",
            ),
        )
        indexes = (
            models.Index(fields=["village", "state", "-id"], name="enrol_application_village"),
            models.Index(
                fields=["city", "waiting_since"],
                name="enrol_application_waiting",
                condition=Q(state=ApplicationState.WAITING),
            ),
            models.Index(
                fields=["city", "approved_at"],
                name="enrol_application_for_letter",
                condition=Q(state=ApplicationState.APPROVED),
            ),
            models.Index(fields=["city", "submitted_at"], name="enrol_application_figures"),
            models.Index(fields=["entered_by", "-id"], name="enrol_application_own"),
            models.Index(
                fields=["urgent_until"],
                name="enrol_application_urgent",
                condition=Q(is_urgent=True, state__in=_SENT_UNDER_WAY),
            ),
            models.Index(
                fields=["drafted_at"],
                name="enrol_application_drafts",
                condition=Q(state=ApplicationState.DRAFT),
            ),
        )

    def __str__(self) -> str:
        return f"application {self.code}"


class Candidate(models.Model):
    """Somebody on the card; proposed ones are asked about, and enrolled, corrected or ended.

    `is_under_way` repeats the application's state, so that a person is proposed once at a time.
    """

    personal: ClassVar[Personal] = {
        "nik_sealed": Scrub.PSEUDONYM,
        "nik_index": Scrub.ERASE,
        "name_sealed": Scrub.PSEUDONYM,
        "birth_sealed": Scrub.PSEUDONYM,
        "sex": Scrub.KEEP_COARSE,
        "relation": Scrub.KEEP_COARSE,
        "facility": Scrub.KEEP_COARSE,
        "person": Scrub.PSEUDONYM,
        "outcome": Scrub.KEEP_COARSE,
    }

    id = models.BigAutoField(primary_key=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="people")
    line = models.PositiveSmallIntegerField()
    nik_sealed = OptionalSealedTextField(null=True)
    nik_index = models.BinaryField(max_length=16, null=True)
    name_sealed = SealedTextField()
    birth_sealed = SealedTextField()
    sex = models.CharField(max_length=1)
    relation = models.PositiveSmallIntegerField()
    is_proposed = models.BooleanField()
    is_under_way = models.BooleanField()
    facility = models.ForeignKey(
        "facilities.Facility", null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_facility_chosen = models.BooleanField(default=False)  # by the family, not by us
    person = models.ForeignKey(
        "members.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        db_table = "enrol_candidate"
        constraints = (
            models.UniqueConstraint(fields=["application", "line"], name="enrol_candidate_line"),
            models.UniqueConstraint(
                fields=["nik_index"],
                name="enrol_candidate_one_under_way",
                condition=Q(is_proposed=True, is_under_way=True),
            ),
            models.CheckConstraint(
                condition=Q(nik_index__isnull=True, nik_sealed__isnull=True)
                | Q(nik_index__isnull=False, nik_sealed__isnull=False),
                name="enrol_candidate_nik",
            ),
        )

    def __str__(self) -> str:
        return f"candidate {self.pk} of application {self.application_id}"


class Paper(models.Model):
    """A document of an application; who decides it, and who entered it, may open it."""

    personal: ClassVar[Personal] = {"kind": Scrub.KEEP_COARSE}

    id = models.BigAutoField(primary_key=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="papers")
    candidate = models.ForeignKey(
        Candidate, null=True, on_delete=models.PROTECT, related_name="papers"
    )
    kind = models.CharField(max_length=13, choices=[(one, one) for one in DocumentKind])
    upload = models.OneToOneField(
        "platform_uploads.Upload", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        db_table = "enrol_paper"

    def __str__(self) -> str:
        return f"paper {self.pk} of application {self.application_id}"


class Move(models.Model):
    """One step of an application's life: added, never changed (a trigger says so)."""

    personal: ClassVar[Personal] = {"words_sealed": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="moves")
    at = models.DateTimeField()
    act = models.CharField(max_length=11, choices=[(one, one) for one in Act])
    state = models.CharField(max_length=9, choices=_STATES)
    actor = models.CharField(max_length=80)
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=40, default="", blank=True)
    words_sealed = OptionalSealedTextField(null=True)
    client_key = models.UUIDField(null=True, unique=True)  # of the press that made it

    class Meta:
        db_table = "enrol_move"

    def __str__(self) -> str:
        return f"application {self.application_id}: {self.act}"
