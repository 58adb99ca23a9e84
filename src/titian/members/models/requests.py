from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from titian.members.models.people import Person
from titian.members.rules import ALIVE, ENDED
from titian.members.types import Asker, Decider, PaperKind, RequestKind, RequestStep
from titian.platform.db.fields import OptionalSealedTextField, SealedTextField
from titian.platform.db.personal import Personal, Scrub

_ALIVE = sorted(ALIVE)


class ChangeRequest(models.Model):
    """Something somebody wants changed, from the asking to its end; one of a kind at a time.

    `wanted` and `before` are JSON, sealed: what is asked for, and what was on record when it was
    decided. `registry` holds only yes or no by field.
    """

    personal: ClassVar[Personal] = {
        "person": Scrub.PSEUDONYM,
        "kind": Scrub.KEEP_COARSE,
        "wanted_sealed": Scrub.ERASE,
        "before_sealed": Scrub.ERASE,
        "words_sealed": Scrub.ERASE,
        "registry": Scrub.ERASE,
    }

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="change_requests")
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in RequestKind])
    step = models.CharField(max_length=9, choices=[(step, step) for step in RequestStep])
    client_key = models.UUIDField(unique=True)
    asked_by = models.CharField(max_length=80)
    asked_as = models.CharField(max_length=7, choices=[(one, one) for one in Asker])
    asked_at = models.DateTimeField()
    wanted_sealed = SealedTextField()
    before_sealed = OptionalSealedTextField(null=True)
    decider = models.CharField(max_length=7, choices=[(one, one) for one in Decider])
    due_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=80, default="", blank=True)
    claimed_at = models.DateTimeField(null=True)
    missing = ArrayField(models.CharField(max_length=24), default=list)
    reason = models.CharField(max_length=40, default="", blank=True)
    words_sealed = OptionalSealedTextField(null=True)
    registry = models.JSONField(default=dict)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, default="", blank=True)
    decide_key = models.UUIDField(null=True, unique=True)
    proved_at = models.DateTimeField(null=True)  # the new address answered with its code
    codes_sent = models.PositiveSmallIntegerField(default=0, db_default=0)
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    failures = models.PositiveSmallIntegerField(default=0, db_default=0)
    retry_at = models.DateTimeField(null=True)  # taking effect failed: not before
    late_told_at = models.DateTimeField(null=True)  # the branch was told that its clock ran out
    confirmed_at = models.DateTimeField(null=True)
    effective_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "member_request"
        constraints = (
            models.UniqueConstraint(
                fields=["person", "kind"],
                name="member_request_one_alive",
                condition=Q(step__in=_ALIVE),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(RequestKind)), name="member_request_kind"
            ),
            models.CheckConstraint(
                condition=Q(step__in=_ALIVE, ended_at__isnull=True)
                | Q(step__in=sorted(ENDED), ended_at__isnull=False),
                name="member_request_ended",
            ),
            models.CheckConstraint(
                condition=~Q(step=RequestStep.OPEN) | Q(due_at__isnull=False),
                name="member_request_clock",
            ),
            models.CheckConstraint(
                condition=~Q(step__in=[RequestStep.SET, RequestStep.DONE])
                | Q(effective_at__isnull=False, decided_at__isnull=False) & ~Q(decided_by=""),
                name="member_request_decided",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by="", claimed_at__isnull=True)
                | ~Q(claimed_by="") & Q(claimed_at__isnull=False),
                name="member_request_claimed",
            ),
            models.CheckConstraint(
                condition=Q(decided_by="") | Q(decider=Decider.RULE) | ~Q(decided_by=F("asked_by")),
                name="member_request_two_people",
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at"], name="member_request_work", condition=Q(step=RequestStep.OPEN)
            ),
            models.Index(
                fields=["effective_at"],
                name="member_request_set",
                condition=Q(step=RequestStep.SET),
            ),
        )

    def __str__(self) -> str:
        return f"request {self.pk} ({self.kind})"


class ChangeStep(models.Model):
    """One step of a request: added, never changed (a trigger says so)."""

    personal: ClassVar[Personal] = {}

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    step = models.CharField(max_length=9, choices=[(step, step) for step in RequestStep])
    by = models.CharField(max_length=7)
    actor = models.CharField(max_length=80)
    reason = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        db_table = "member_request_step"
        constraints = (
            models.CheckConstraint(
                condition=Q(by__in=["member", "rule", "officer"]), name="member_request_step_by"
            ),
        )

    def __str__(self) -> str:
        return f"request {self.request_id}: {self.step}"


class ChangePaper(models.Model):
    """A document of a request; the row goes when the time of keeping it is over."""

    personal: ClassVar[Personal] = {"kind": Scrub.KEEP_COARSE}

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in PaperKind])
    upload = models.OneToOneField(
        "platform_uploads.Upload", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        db_table = "member_request_paper"

    def __str__(self) -> str:
        return f"paper {self.pk} of request {self.request_id}"
