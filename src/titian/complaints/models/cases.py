from typing import ClassVar

from django.db import models
from django.db.models import Q

from titian.complaints.rules import RUNNING
from titian.complaints.types import Act, CaseKind, CaseState, Category, Level, Side
from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Personal, Scrub

_STATES = [(one, one) for one in CaseState]
_IS_RUNNING = Q(state__in=sorted(RUNNING))


class Case(models.Model):
    """A complaint from the first word to "it is solved", by whoever holds its link.

    `number` is read aloud and opens nothing; the link's token does. Whose work it is: an office
    of a city, a facility, or the branch of a region; a case with none of them is the operator's.
    `due_at` repeats the soonest promise not kept yet, for the order of the work list.
    """

    personal: ClassVar[Personal] = {
        "token_sealed": Scrub.ERASE,
        "token_index": Scrub.ERASE,
        "category": Scrub.KEEP_COARSE,
        "contact_sealed": Scrub.PSEUDONYM,
        "about": Scrub.PSEUDONYM,
        "filed_by": Scrub.PSEUDONYM,
        "upload": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    number = models.CharField(max_length=12, unique=True)
    client_key = models.UUIDField(unique=True)
    token_sealed = SealedTextField()
    token_index = models.BinaryField(max_length=16, unique=True)
    kind = models.CharField(
        max_length=11, choices=[(one, one) for one in CaseKind], default=CaseKind.COMPLAINT
    )
    category = models.CharField(max_length=12, choices=[(one, one) for one in Category])
    contact_sealed = OptionalSealedTextField(null=True)
    language = models.CharField(max_length=2)
    about = models.CharField(max_length=80, default="", blank=True)
    office = models.CharField(max_length=24, default="", blank=True)
    facility = models.ForeignKey(
        "facilities.Facility",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    region = models.ForeignKey(
        "regions.Region", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    upload = models.OneToOneField(
        "platform_uploads.Upload", null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=8, choices=_STATES)
    filed_by = models.CharField(max_length=80)
    filed_at = models.DateTimeField()
    times_reopened = models.PositiveSmallIntegerField(default=0)
    moves_made = models.PositiveIntegerField(default=1)  # so that nobody decides unread
    due_at = models.DateTimeField(null=True)
    level = models.PositiveSmallIntegerField(
        choices=[(one.value, one.name) for one in Level], default=Level.OFFICER
    )
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )

    class Meta:
        db_table = "complaint_case"
        constraints = (
            models.CheckConstraint(
                condition=Q(state=CaseState.OPEN) | Q(due_at__isnull=True),
                name="complaint_case_runs",
            ),
            models.CheckConstraint(
                condition=Q(office="") | Q(region__isnull=False),
                name="complaint_case_office_lies",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.MERGED, merged_into__isnull=False)
                | (~Q(state=CaseState.MERGED) & Q(merged_into__isnull=True)),
                name="complaint_case_merged",
            ),
        )
        indexes = (
            models.Index(
                fields=["office", "due_at"], condition=_IS_RUNNING, name="complaint_office"
            ),
            models.Index(
                fields=["facility", "due_at"], condition=_IS_RUNNING, name="complaint_facility"
            ),
            models.Index(fields=["due_at", "id"], condition=_IS_RUNNING, name="complaint_running"),
            models.Index(
                fields=["level", "due_at"],
                condition=_IS_RUNNING & Q(level__gte=Level.HEAD),
                name="complaint_level",
            ),
            models.Index(fields=["filed_by"], name="complaint_filed_by"),
            models.Index(fields=["filed_at"], name="complaint_filed_at"),
        )

    def __str__(self) -> str:
        return f"case {self.number}"


class Message(models.Model):
    """What the person or the office wrote, as it was written."""

    personal: ClassVar[Personal] = {"text_sealed": Scrub.ERASE, "by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(max_length=6, choices=[(one, one) for one in Side])
    text_sealed = SealedTextField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "complaint_message"
        constraints = (
            models.CheckConstraint(condition=Q(side__in=list(Side)), name="complaint_message_side"),
        )

    def __str__(self) -> str:
        return f"message {self.pk} of case {self.case_id}"


class Move(models.Model):
    """One step of a case's life: added, never changed (a trigger says so)."""

    personal: ClassVar[Personal] = {"by": Scrub.PSEUDONYM}

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="moves")
    act = models.CharField(max_length=7, choices=[(one, one) for one in Act])
    state = models.CharField(max_length=8, choices=_STATES)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    client_key = models.UUIDField(unique=True)  # of the press that made it

    class Meta:
        db_table = "complaint_move"

    def __str__(self) -> str:
        return f"case {self.case_id}: {self.act}"
