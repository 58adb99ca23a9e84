from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from titian.members.models.people import Person
from titian.members.types import DataRight, DataStep
from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Personal, Scrub


class DataRequest(models.Model):
    """Somebody uses a right over their data; the clock of the law runs from `asked_at`."""

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "right": Scrub.KEEP_COARSE,
        "words_sealed": Scrub.ERASE,
        "reasons_sealed": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="data_requests")
    right = models.CharField(max_length=10, choices=[(right, right) for right in DataRight])
    step = models.CharField(max_length=8, choices=[(step, step) for step in DataStep])
    words_sealed = SealedTextField()
    client_key = models.UUIDField(unique=True)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    late_told_at = models.DateTimeField(null=True)  # the branch was told that its clock ran out
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, default="", blank=True)
    reasons_sealed = OptionalSealedTextField(null=True)

    class Meta:
        db_table = "member_data_request"
        constraints = (
            models.UniqueConstraint(
                fields=["person", "right"],
                name="member_data_request_one_open",
                condition=Q(step=DataStep.OPEN),
            ),
            models.CheckConstraint(
                condition=Q(right__in=list(DataRight)), name="member_data_request_right"
            ),
            models.CheckConstraint(
                condition=Q(step=DataStep.OPEN, decided_at__isnull=True, decided_by="")
                | (
                    ~Q(step=DataStep.OPEN)
                    & Q(step__in=list(DataStep))
                    & Q(decided_at__isnull=False, reasons_sealed__isnull=False)
                    & ~Q(decided_by="")
                ),
                name="member_data_request_decided",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("asked_at")), name="member_data_request_clock"
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at"], name="member_data_request_open", condition=Q(step=DataStep.OPEN)
            ),
        )

    def __str__(self) -> str:
        return f"data request {self.pk}"


class DataExport(models.Model):
    """A copy of everything about one person, sealed; gone when its time is over."""

    personal: ClassVar[Personal] = {"person": Scrub.PSEUDONYM, "body_sealed": Scrub.ERASE}

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="data_exports")
    client_key = models.UUIDField(unique=True)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    body_sealed = OptionalSealedTextField(null=True)

    class Meta:
        db_table = "member_data_export"
        constraints = (
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True, body_sealed__isnull=True)
                | Q(ready_at__isnull=False, body_sealed__isnull=False),
                name="member_data_export_pair",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("asked_at")), name="member_data_export_ends"
            ),
        )
        indexes = (models.Index(fields=["expires_at"], name="member_data_export_end"),)

    def __str__(self) -> str:
        return f"data export {self.pk}"


class Restriction(models.Model):
    """What is not needed for care or by law rests for this person, until lifted."""

    personal: ClassVar[Personal] = {"person": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="restrictions")
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "member_restriction"
        constraints = (
            models.UniqueConstraint(
                fields=["person"],
                name="member_restriction_one_alive",
                condition=Q(lifted_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"restriction {self.pk}"
