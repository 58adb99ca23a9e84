from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.enrolment.models.applications import Candidate
from titian.enrolment.models.offices import City
from titian.enrolment.types import LetterState
from titian.platform.db.fields import OptionalSealedTextField
from titian.platform.db.personal import Personal, Scrub


class Letter(models.Model):
    """The city's letter to the scheme with its annex: made, signed, handed over, received.

    The file lies in the vault of uploads; `digest` is of the signed PDF, `check_code` is what the
    QR on it says: the public page tells whether the letter is genuine, never who is in it.
    """

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, unique=True)
    check_code = models.CharField(max_length=16, unique=True)
    client_key = models.UUIDField(unique=True)
    state = models.CharField(max_length=8, choices=[(one, one) for one in LetterState])
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    signed_by = models.CharField(max_length=80, default="", blank=True)
    signed_at = models.DateTimeField(null=True)
    upload = models.OneToOneField(
        "platform_uploads.Upload", null=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.BinaryField(max_length=32, null=True)
    stamp_serial = models.CharField(max_length=40, default="", blank=True)
    is_sample = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)  # hand over, or hand over again, from then on
    last_error = models.CharField(max_length=80, default="", blank=True)
    receipt = models.CharField(max_length=80, default="", blank=True)
    received_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "enrol_letter"
        constraints = (
            models.CheckConstraint(
                condition=Q(state=LetterState.MADE)
                | Q(signed_at__isnull=False, upload__isnull=False, digest__isnull=False)
                & ~Q(signed_by=""),
                name="enrol_letter_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.RECEIVED)
                | Q(received_at__isnull=False) & ~Q(receipt=""),
                name="enrol_letter_received",
            ),
        )
        indexes = (
            models.Index(
                fields=["next_at"],
                name="enrol_letter_sending",
                condition=Q(state=LetterState.SIGNED),
            ),
            models.Index(fields=["city", "-made_at"], name="enrol_letter_city"),
        )

    def __str__(self) -> str:
        return f"letter {self.number}"


class LetterLine(models.Model):
    """One person of the annex. A candidate stands in one letter that is not undone."""

    personal: ClassVar[Personal] = {"candidate": Scrub.PSEUDONYM, "why_sealed": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="lines")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="lines")
    line = models.PositiveSmallIntegerField()
    is_taken = models.BooleanField(null=True)  # what the scheme said of it; NULL: not yet
    active_from = models.DateField(null=True)
    why_sealed = OptionalSealedTextField(null=True)
    effect_at = models.DateTimeField(null=True)  # when our own record followed

    class Meta:
        db_table = "enrol_letter_line"
        constraints = (
            models.UniqueConstraint(fields=["letter", "line"], name="enrol_letter_line_place"),
            models.UniqueConstraint(
                fields=["candidate"],
                name="enrol_letter_line_once",
                condition=Q(is_taken__isnull=True) | Q(is_taken=True),
            ),
            models.CheckConstraint(
                condition=~Q(is_taken=True) | Q(active_from__isnull=False),
                name="enrol_letter_line_from",
            ),
            models.CheckConstraint(
                condition=Q(effect_at__isnull=True) | Q(is_taken=True),
                name="enrol_letter_line_effect",
            ),
        )
        indexes = (
            models.Index(
                fields=["active_from", "id"],
                name="enrol_letter_line_due",
                condition=Q(is_taken=True, effect_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"line {self.line} of letter {self.letter_id}"
